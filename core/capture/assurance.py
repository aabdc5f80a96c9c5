"""What a capture proves and what not, as codes; their sentences are in `core.model.remarks`."""

from core.model import Code, Remark, Remarks, remark

LIMIT = remark(Code.LIMIT)


def of_page(*, secure: bool, proxied: bool, whole: bool, resolved_by_proxy: bool, trouble: str = "") -> Remarks:
    """Return what a static capture proves; `secure`: every hop was encrypted; `whole`: nothing was truncated.

    `trouble` is what is wrong with the bytes of a page that was not truncated.

    `resolved_by_proxy`: the proxy resolved the server's name, so its address is unknown here.
    """
    return _those(
        remark(Code.SERVER_BYTES),
        remark(Code.CERTIFICATE if secure else Code.UNENCRYPTED),
        remark(Code.PROXY_RESOLVED if resolved_by_proxy else Code.PROXY) if proxied else None,
        None if whole else remark(Code.CUT),
        remark(Code.INCOMPLETE, why=trouble) if whole and trouble else None,
        LIMIT,
    )


def of_browser(*, static: bool, secure: bool, proxied: bool, visited: bool) -> Remarks:
    """Return what a browser capture proves; `static`: the server's own bytes of the page are sealed too."""
    return _those(
        remark(Code.BROWSER),
        remark(Code.VISITED) if visited else None,
        remark(Code.SERVER_BYTES_TOO) if static else None,
        remark(Code.DECODED_BEYOND if static else Code.DECODED),
        remark(Code.BROWSER_CERTIFICATE if secure else Code.UNENCRYPTED),
        remark(Code.PROXY) if proxied else None,
        LIMIT,
    )


def of_file(name: str, sha256: str, copy_of: str = "", copied_at: str = "") -> Remarks:
    """Return what an imported file proves; `copy_of` and `copied_at` are the URL and time that it claims to be from."""
    copied = remark(Code.COPY_SAVED, url=copy_of, at=copied_at) if copied_at else remark(Code.COPY_OF, url=copy_of)
    return _those(
        remark(Code.FILE_SEALED, file=name, sha256=sha256),
        remark(Code.ORIGIN_UNKNOWN),
        copied if copy_of else None,
        LIMIT,
    )


def of_archive(name: str, sha256: str, signed_by: str = "", trouble: str = "", made: str = "") -> Remarks:
    """Return what a page of another program's archive proves.

    `signed_by` is its signer, not verified; `trouble` is what is wrong with the page's bytes; `made` is what records were
    made of that the archive does not hold as they are sealed.
    """
    return _those(
        remark(Code.COPIED, file=name, sha256=sha256),
        remark(Code.MADE_OF, what=made) if made else None,
        remark(Code.SIGNED_BY, who=signed_by) if signed_by else None,
        remark(Code.INCOMPLETE, why=trouble) if trouble else None,
        LIMIT,
    )


def _those(*remarks: Remark | None) -> Remarks:
    return tuple(one for one in remarks if one is not None)
