"""Text encrypted with a passphrase, in the age format (age-encryption.org/v1): scrypt, then ChaCha20-Poly1305.

It can be decrypted by other age programs too, without Standfirst.
"""

import base64
import re

from core.errors import InputError, TrustError, WorldError

SHORTEST = 8  # characters of a passphrase
LONGEST = 20_000  # characters encrypted at once
WRONG = "This passphrase does not open it."
# age chooses the work factor of scrypt (N = 2**factor) so that one try takes about a second on the machine as it is now: a
# busy machine chose 2**10. Below OWASP's minimum for scrypt with r = 8, p = 1 (2**17) guessing would be cheap.
LEAST_WORK, TRIES = 17, 8
BUSY = "This computer is too busy to encrypt it safely."
SLOW = "Opening it would take this computer too long just now."


def seal(words: str, passphrase: str) -> str:
    """Encrypt text with a passphrase, as armoured ASCII. Takes about a second, to slow down guessing.

    InputError for a passphrase that is too short or a text that is too long; WorldError on a machine so busy that the
    passphrase could be guessed cheaply.
    """
    from pyrage import passphrase as age

    if len(passphrase) < SHORTEST:
        raise InputError("This passphrase is too short.", f"Use at least {SHORTEST} characters; four words are good.")
    if len(words) > LONGEST:
        raise InputError("This is too long for an identity.", f"Keep it below {LONGEST} characters.")
    for _ in range(TRIES):
        sealed = str(age.encrypt(words.encode(), passphrase, armored=True), "ascii")
        if work_factor(sealed) >= LEAST_WORK:
            return sealed
    raise WorldError(BUSY, "Close other programs and try again; nothing was written.")


def work_factor(sealed: str) -> int:
    """Return the binary logarithm of the scrypt cost in the header of armoured age data; 0 without one."""
    body = "".join(sealed.splitlines()[1:4])  # the header is shorter than three lines of 64 characters
    stanza = re.search(rb"\n-> scrypt \S+ (\d+)\n", base64.b64decode(body + "=" * (-len(body) % 4)))
    return int(stanza[1]) if stanza else 0


def unseal(sealed: str, passphrase: str) -> str:
    """Return the decrypted text; InputError for a wrong passphrase, TrustError for damaged data.

    WorldError when decryption would take too long: age estimates it from the current speed of the machine and refuses.
    """
    from pyrage import DecryptError
    from pyrage import passphrase as age

    try:
        return str(age.decrypt(sealed.encode("ascii", "replace"), passphrase), "utf-8")
    except DecryptError as error:
        if "Excessive work" in str(error):
            raise WorldError(SLOW, "Close other programs and try again; the passphrase was not tried.") from None
        if "Decryption failed" in str(error):
            raise InputError(WRONG, "Nobody can recover a passphrase: look where you keep yours.") from None
        raise TrustError(
            "The encrypted identity is damaged.", "Look for it in an older copy of the project."
        ) from error
