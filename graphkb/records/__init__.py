"""Records: event data beside articles, with the same actors and the same relations."""

from graphkb.records.codes import Code, Codes, load_codes
from graphkb.records.load import FORMATS, check_format, load_records
from graphkb.records.record import Claim, Record

__all__ = ["FORMATS", "Claim", "Code", "Codes", "Record", "check_format", "load_codes", "load_records"]
