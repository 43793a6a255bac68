# SPDX-License-Identifier: Apache-2.0
"""Reads documents, one JSON object {name, version, text} a line, with the standards' own libraries; prints what is wrong, or what was read."""
import io
import json
import sys
from xml.etree import ElementTree


def cyclonedx(name, version, text):
    from cyclonedx.model.bom import Bom
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    from cyclonedx.validation.xml import XmlValidator

    is_json = name == "cyclonedx-json"
    fault = (JsonStrictValidator if is_json else XmlValidator)(SchemaVersion.from_version(version)).validate_str(text)
    if fault is not None:
        return str(fault)
    bom = Bom.from_json(json.loads(text)) if is_json else Bom.from_xml(ElementTree.fromstring(text))
    files = bom.metadata.component.components
    return {
        "written": written(bom, SchemaVersion.from_version(version)),
        "name": bom.metadata.component.name,
        "files": sorted([file.name, str(file.hashes[0].content)] for file in files),
        "components": sorted(component.bom_ref.value for component in bom.components),
    }


def written(bom, version):
    """What it writes of what it read; nothing where it does not write all that it reads."""
    from cyclonedx.exception.model import LicenseExpressionAlongWithOthersException
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat

    # Of an ancestor, on which a model depends, it makes no component.
    bom.dependencies.clear()
    try:
        json_text, xml_text = (
            make_outputter(bom, form, version).output_as_string() for form in (OutputFormat.JSON, OutputFormat.XML)
        )
    except LicenseExpressionAlongWithOthersException:
        return None
    return {"json": json_text, "xml": xml_text}


def spdx(text):
    import spdx_python_model

    model = spdx_python_model.v3_0_1
    objects = model.SHACLObjectSet()
    # It refuses what its SHACL model does: types, members, enumerations, how often each may stand.
    model.JSONLDDeserializer().read(io.BytesIO(text.encode()), objects)
    unresolved = objects.link()
    if unresolved:
        return f"nowhere: {sorted(unresolved)}"
    files = objects.foreach_type(model.software_File)
    return {
        "name": next(objects.foreach_type(model.ai_AIPackage)).name,
        "files": sorted([file.name, next(iter(file.verifiedUsing)).hashValue] for file in files),
    }


for line in sys.stdin:
    request = json.loads(line)
    text = request["text"]
    try:
        read = spdx(text) if request["name"] == "spdx-json" else cyclonedx(request["name"], request["version"], text)
    except Exception as error:  # Whatever it is, it is what is wrong.
        read = f"{type(error).__name__}: {error}"
    print(json.dumps(read))
