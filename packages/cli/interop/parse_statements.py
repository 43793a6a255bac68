# SPDX-License-Identifier: Apache-2.0
"""Parses the statements in bundles (JSON, one a line or a file) with PyPI's in-toto-attestation, and prints what it found.

A line of JSON for each bundle: predicateType, subjects, and what came of the predicate: `typed` where in-toto publishes a
message for its type and the predicate fits it, `generic` where none is published, else what does not fit, members that the
message lacks aside: in-toto has readers ignore these. A statement that does not parse or validate ends the script.
"""
import base64
import json
import sys

from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.predicates.scai.v0 import scai_pb2
from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
from in_toto_attestation.predicates.vsa.v1 import vsa_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

MESSAGES = {
    "https://slsa.dev/provenance/v1": provenance_pb2.Provenance,
    "https://slsa.dev/verification_summary/v1": vsa_pb2.VerificationSummary,
    "https://in-toto.io/attestation/test-result/v0.1": test_result_pb2.TestResult,
    "https://in-toto.io/attestation/scai/v0.3": scai_pb2.AttributeReport,
}


def parse(bundle):
    payload = base64.b64decode(bundle["dsseEnvelope"]["payload"], validate=True)
    # Strict: a member that the message does not have is an error.
    statement = json_format.Parse(payload, statement_pb2.Statement())
    Statement.copy_from_pb(statement).validate()
    return {
        "predicateType": statement.predicate_type,
        "subjects": [subject.name for subject in statement.subject],
        "predicate": parse_predicate(statement.predicate_type, json.loads(payload)["predicate"]),
    }


def parse_predicate(predicate_type, predicate):
    message = MESSAGES.get(predicate_type)
    if message is None:
        return "generic"
    try:
        json_format.ParseDict(predicate, message(), ignore_unknown_fields=True)
        return "typed"
    except json_format.ParseError as error:
        return str(error)


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for line in text.splitlines() if path.endswith(".jsonl") else [text]:
        print(json.dumps(parse(json.loads(line))))
