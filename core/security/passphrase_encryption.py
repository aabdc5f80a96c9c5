"""Text encrypted with a passphrase, in the age format (age-encryption.org/v1): scrypt, then ChaCha20-Poly1305.

It can be decrypted by other age programs too, without Standfirst.
"""

from core.errors import InputError, TrustError, WorldError

SHORTEST = 8  # characters of a passphrase
LONGEST = 20_000  # characters encrypted at once
WRONG = "This passphrase does not open it."
SLOW = "Opening it would take this computer too long just now."


def seal(words: str, passphrase: str) -> str:
    """Encrypt text with a passphrase, as armoured ASCII. Takes about a second, to slow down guessing.

    InputError for a passphrase that is too short or a text that is too long.
    """
    from pyrage import passphrase as age

    if len(passphrase) < SHORTEST:
        raise InputError("This passphrase is too short.", f"Use at least {SHORTEST} characters; four words are good.")
    if len(words) > LONGEST:
        raise InputError("This is too long for an identity.", f"Keep it below {LONGEST} characters.")
    return str(age.encrypt(words.encode(), passphrase, armored=True), "ascii")


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
