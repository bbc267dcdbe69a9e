"""The OpenAPI document: what the framework knows, and the kinds of acts, problems, files and the stream."""

from typing import Any

from ninja import NinjaAPI

from goodoffices.process.acts import FoundProcess
from goodoffices.record.acts import KINDS, Act

PROBLEM = "application/problem+json"
COMPONENTS = "#/components/schemas/"

PROBLEMS = {
    "401": "No token, or none that is valid.",
    "404": "Nothing here that this seat can see or do: forbidden and absent are the same.",
    "422": "Not the shape expected (`errors` says where), or refused (`detail` says what to do instead).",
}
PROBLEMS_OF_ACTS = {
    "412": "What `data` names has changed after `seen`; `now` is what it is.",
    "507": "The host cannot write to its disk. Sent again with its `key`, the act is recorded once.",
}
FILES = {
    "/copy": ("application/jsonl", "The book as a file: a header, then a line an entry."),
    "/proof": ("text/plain", "A C2SP tlog-proof."),
}

SHAPE_OF_PROBLEMS = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people."},
        "errors": {
            "type": "object",
            "description": "What is wrong with each field.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "now": {"type": "object", "description": "What the thing is now."},
    },
}
STREAM = {
    "operationId": "stream",
    "summary": "What is recorded in the books that this seat reads, as it comes",
    "description": "Server-sent events: `event: entry` with `id`, a cursor, and `data`, book and number; `event: resync` "
    "asks to read again. Without a cursor it begins now; `Last-Event-ID` goes before `after`.",
    "tags": ["live"],
    "parameters": [
        {"in": "path", "name": "process", "required": True, "schema": {"type": "string"}},
        {"in": "query", "name": "after", "required": False, "schema": {"type": "string"}},
        {"in": "header", "name": "Last-Event-ID", "required": False, "schema": {"type": "string"}},
    ],
    "security": [{"SeatToken": []}],
}


class Described(NinjaAPI):
    """An API whose description is whole."""

    def get_openapi_schema(self, **more: Any) -> Any:
        whole = super().get_openapi_schema(**more)
        prefix = self.get_root_path({})
        whole["paths"][f"{prefix}processes/{{process}}/stream"] = {
            "get": {**STREAM, "responses": _good("text/event-stream")}
        }
        for path, operations in whole["paths"].items():
            for operation in operations.values():
                _complete(path, operation)

        schemas = whole["components"]["schemas"]
        schemas["Problem"] = SHAPE_OF_PROBLEMS
        schemas["ActIn"] = {"oneOf": [_asked(act, schemas) for act in _performable()]}
        return whole


def _complete(path: str, operation: dict[str, Any]) -> None:
    for ending, (media, description) in FILES.items():
        if path.endswith(ending):
            operation["responses"] = _good(media, description)
    problems = {**PROBLEMS, **PROBLEMS_OF_ACTS} if path.endswith("/acts") else PROBLEMS
    operation["responses"] |= {
        status: {"description": words, "content": {PROBLEM: {"schema": {"$ref": f"{COMPONENTS}Problem"}}}}
        for status, words in problems.items()
    }


def _good(media: str, description: str = "OK") -> dict[str, Any]:
    return {"200": {"description": description, "content": {media: {"schema": {"type": "string"}}}}}


def _performable() -> list[type[Act]]:
    return [act for kind, act in sorted(KINDS.items()) if not act.only_entailed and kind != FoundProcess.kind]


def _asked(act: type[Act], schemas: dict[str, Any]) -> dict[str, Any]:
    """What is sent to perform an act of this kind; the shape of its data goes among the components."""
    data = act.model_json_schema(ref_template=COMPONENTS + "{model}")
    schemas |= data.pop("$defs", {})
    schemas[act.__name__] = data
    return {
        "type": "object",
        "title": act.kind,
        "description": act.__doc__,
        "required": ["kind", "data"],
        "additionalProperties": False,
        "properties": {
            "kind": {"const": act.kind},
            "data": {"$ref": COMPONENTS + act.__name__},
            "key": {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 200}, {"type": "null"}]},
            "seen": {"anyOf": [{"$ref": f"{COMPONENTS}SeenIn"}, {"type": "null"}]},
        },
    }
