"""Status codes and the names that prose gives them: ``badRequest(400)``."""

from __future__ import annotations

import re

#: IANA's registry of HTTP status codes as of 2026, with their reason phrases in lower case without blanks.
_PHRASES: dict[int, str] = {
    100: "continue",
    101: "switchingprotocols",
    102: "processing",
    103: "earlyhints",
    104: "uploadresumptionsupported",
    200: "ok",
    201: "created",
    202: "accepted",
    203: "nonauthoritativeinformation",
    204: "nocontent",
    205: "resetcontent",
    206: "partialcontent",
    207: "multistatus",
    208: "alreadyreported",
    226: "imused",
    300: "multiplechoices",
    301: "movedpermanently",
    302: "found",
    303: "seeother",
    304: "notmodified",
    305: "useproxy",
    307: "temporaryredirect",
    308: "permanentredirect",
    400: "badrequest",
    401: "unauthorized",
    402: "paymentrequired",
    403: "forbidden",
    404: "notfound",
    405: "methodnotallowed",
    406: "notacceptable",
    407: "proxyauthenticationrequired",
    408: "requesttimeout",
    409: "conflict",
    410: "gone",
    411: "lengthrequired",
    412: "preconditionfailed",
    413: "contenttoolarge",
    414: "uritoolong",
    415: "unsupportedmediatype",
    416: "rangenotsatisfiable",
    417: "expectationfailed",
    421: "misdirectedrequest",
    422: "unprocessablecontent",
    423: "locked",
    424: "faileddependency",
    425: "tooearly",
    426: "upgraderequired",
    428: "preconditionrequired",
    429: "toomanyrequests",
    431: "requestheaderfieldstoolarge",
    451: "unavailableforlegalreasons",
    500: "internalservererror",
    501: "notimplemented",
    502: "badgateway",
    503: "serviceunavailable",
    504: "gatewaytimeout",
    505: "httpversionnotsupported",
    506: "variantalsonegotiates",
    507: "insufficientstorage",
    508: "loopdetected",
    510: "notextended",
    511: "networkauthenticationrequired",
}
REGISTERED = frozenset(_PHRASES)
#: Names that references use beside the phrases; each is used for one code alone.
_OTHER_NAMES = {
    "itemnotfound": 404,
    "badmethod": 405,
    "conflictingrequest": 409,
    "buildinprogress": 409,
    "requestentitytoolarge": 413,
    "payloadtoolarge": 413,
    "unprocessableentity": 422,
    "badmediatype": 415,
    "computefault": 500,
}
_CODES = {**{phrase: code for code, phrase in _PHRASES.items()}, **_OTHER_NAMES}
_OTHER_RE = re.compile(r"[^a-z0-9]")


def code_of(name: str) -> int | None:
    """Return the code that *name* (``badRequest``, ``Not Found``) stands for; None if it stands for none."""
    return _CODES.get(_OTHER_RE.sub("", name.lower()))
