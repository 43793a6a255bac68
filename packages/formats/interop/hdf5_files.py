# SPDX-License-Identifier: Apache-2.0
"""Prints files that libhdf5 writes, with what h5py says of them; tests/vectors/hdf5.json is what it printed once."""
import base64
import gzip
import io
import json

import h5py
import numpy as np


def chunked(f):
    for n in (1, 5, 100, 1000):
        f.create_dataset(f'grows{n}', data=np.zeros((n, 3), 'i4'), chunks=(1, 3), maxshape=(None, 3))
    f.create_dataset('grows_gzip', data=np.zeros((50, 3), 'i4'), chunks=(1, 3), maxshape=(None, 3), compression='gzip')
    f.create_dataset('fixed', data=np.zeros((1100, 3), 'i4'), chunks=(1, 3))
    f.create_dataset('fixed_gzip', data=np.zeros((20, 3), 'i4'), chunks=(1, 3), compression='gzip', shuffle=True)
    f.create_dataset('tree', data=np.zeros((200, 3), 'i4'), chunks=(1, 3), maxshape=(None, None))
    f.create_dataset('single', data=np.zeros((5, 3)), chunks=(5, 3))
    f.create_dataset('single_gzip', data=np.zeros((5, 3)), chunks=(5, 3), compression='gzip')
    f.create_dataset('sparse', shape=(3000, 3), chunks=(1, 3), maxshape=(None, 3), dtype='i4')[2999] = 1


def groups(f):
    for i in range(300):
        f.create_group(f'group{i}')
    for i in range(100):
        f.attrs[f'attribute{i}'] = f'value {i}'
    f['texts'] = ['a text', 'another']
    f['numbers'] = np.arange(3.0)
    f.attrs['texts'] = np.array(['on', 'the heap'], dtype=object)
    f['soft'] = h5py.SoftLink('/numbers')
    f['external'] = h5py.ExternalLink('other.h5', '/there')
    f['type'] = np.dtype('f8')
    f.create_dataset('typed', data=np.zeros(3), dtype=f['type'])


def elsewhere(f):
    f.create_dataset('stored', shape=(10,), dtype='f4', external=[('/etc/passwd', 0, 40)])
    layout = h5py.VirtualLayout(shape=(2, 10), dtype='f4')
    layout[0, :] = h5py.VirtualSource('one.h5', 'data', shape=(10,))
    layout[1, 2:8] = h5py.VirtualSource('two.h5', 'data', shape=(10,))[1:7]
    f.create_virtual_dataset('virtual', layout)


def vector(name, fill, **options):
    buffer = io.BytesIO()
    with h5py.File(buffer, 'w', **options) as f:
        fill(f)
        stored = {}
        f.visititems(lambda path, o: stored.update({f'/{path}': o.id.get_storage_size()}) if isinstance(o, h5py.Dataset) else None)
    content = base64.b64encode(gzip.compress(buffer.getvalue(), mtime=0)).decode()
    return {'name': name, 'sizeBytes': len(buffer.getvalue()), 'stored': stored, 'gzip': content}


def main():
    fills = (chunked, groups, elsewhere)
    # `elsewhere` has a user block, too.
    block = {chunked: 0, groups: 0, elsewhere: 512}
    vectors = [
        vector(f'{fill.__name__}, {version}', fill, libver=version, userblock_size=block[fill])
        for fill in fills
        for version in ('earliest', 'latest')
    ]
    print(json.dumps({'h5py': h5py.__version__, 'libhdf5': h5py.version.hdf5_version, 'vectors': vectors}, indent=2))


main()
