"""The evidence as W3C Web Annotations (Web Annotation Data Model, 2017): passages on their source pages."""

import json
import uuid
from pathlib import Path
from typing import Any

from core.export.document.claims import digest_name
from core.export.report.format import Exporter, Kind
from core.export.report.model import Brief, ClaimPart, ExhibitPart, Point
from core.export.report.sanitize import paragraphs, visible
from core.export.report.wording import iso
from core.jobs import Progress

EDGE = 32  # characters of a quote's prefix and suffix


def write(brief: Brief, out: Path, progress: Progress) -> tuple[str, ...]:
    """Write an annotation collection of one page, with an annotation per link of a claim to a passage."""
    progress.check()
    linked = [(claim, point, brief.exhibits[point.exhibit - 1]) for claim in brief.claims for point in claim.points]
    items = [annotation(claim, point, exhibit) for claim, point, exhibit in linked]
    name = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join([brief.edition, *(item['id'] for item in items)]))}"
    page = {"id": f"{name}#page", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items}
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": name,
        "type": "AnnotationCollection",
        "label": visible(brief.title),
        "generated": iso(brief.made_at),
        "total": len(items),
        "first": page,
    }
    out.write_text(json.dumps(collection, ensure_ascii=False, indent=1), encoding="utf-8")
    return ()


def annotation(claim: ClaimPart, point: Point, exhibit: ExhibitPart) -> dict[str, Any]:
    """Return the annotation of a passage: its relation to the claim, and its selectors in the sealed copy."""
    said = (claim.warning, f"{point.relation.value}: {claim.text}", *exhibit.since, point.note, exhibit.note)
    words = "\n\n".join(line for text in said for line in paragraphs(text))
    return {
        "id": f"urn:uuid:{exhibit.id}#{point.number}",
        "type": "Annotation",
        **({"created": iso(exhibit.quoted_at)} if exhibit.quoted_at else {}),
        "motivation": "assessing",
        "body": {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "assessing"},
        "target": _target(exhibit),
    }


def _target(exhibit: ExhibitPart) -> dict[str, Any]:
    name = digest_name(exhibit.sha256)
    state = {"type": "TimeState", "sourceDate": iso(exhibit.captured_at), "cached": name}
    return {"source": exhibit.final_url or exhibit.url or name, "state": state, "selector": _selectors(exhibit)}


def _selectors(exhibit: ExhibitPart) -> list[dict[str, Any]]:
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": exhibit.exact}
    quote |= {"prefix": exhibit.before[-EDGE:]} if exhibit.before else {}
    quote |= {"suffix": exhibit.after[:EDGE]} if exhibit.after else {}
    if exhibit.hidden:
        return [quote]
    if exhibit.region or exhibit.time:
        value = f"t={exhibit.time}" if exhibit.time else f"xywh=pixel:{exhibit.region}"
        return [{"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": value}]
    selectors = [quote, {"type": "TextPositionSelector", "start": exhibit.start, "end": exhibit.end}]
    if exhibit.page:
        conforms = "http://tools.ietf.org/rfc/rfc8118"
        selectors.append({"type": "FragmentSelector", "conformsTo": conforms, "value": f"page={exhibit.page}"})
    return selectors


EXPORTER = Exporter("annotations", "Web annotations (W3C)", ".jsonld", Kind.DATA, write)
