"""Identities of confidential sources, encrypted with a passphrase.

An identity is in no search index, journal entry or export. It is the only kind of row that can be destroyed.
"""

import json

from core.errors import InputError
from core.model import Changes, Identity, now
from core.security import passphrase_encryption
from core.store import read, rows
from core.store.actions import Act
from core.store.store import Store

TABLE = "source_secret"
OTHER_PHRASE = "This project uses another passphrase."


class Identities:
    """The encrypted identities of a project's sources, all under one passphrase.

    Encrypting or decrypting takes about 1 s.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self) -> frozenset[str]:
        """Return the ids of the sources with a stored identity."""
        return frozenset(read.sealed_identities(self._store.db))

    def keep(self, source_id: str, identity: Identity, passphrase: str) -> Changes:
        """Encrypt and store a source's identity, replacing the stored one.

        InputError when the passphrase is not the one in use.
        """
        if read.source(self._store.db, source_id) is None:
            raise InputError(f"There is no source “{source_id}” in this project.", "“sources” lists them.")
        kept = read.sealed_identities(self._store.db)
        self._same_phrase(kept, passphrase)
        sealed = passphrase_encryption.seal(json.dumps(vars(identity), ensure_ascii=False), passphrase)
        row = rows.to_row({"sealed": sealed, "changed_at": now()})
        with self._store.transaction(Act.IDENTITY_KEEP, kind="keep") as action:
            if source_id in kept:
                action.tx.update(TABLE, source_id, row)
            else:
                action.tx.insert(TABLE, {"id": source_id, **row})
        return action.changes

    def reveal(self, source_id: str, passphrase: str) -> Identity:
        """Decrypt a source's identity; InputError when none is stored or the passphrase is wrong."""
        return Identity(**json.loads(passphrase_encryption.unseal(self._sealed(source_id), passphrase)))

    def destroy(self, source_id: str) -> Changes:
        """Delete a source's identity. Older copies and backups of the project still contain it, encrypted."""
        self._sealed(source_id)
        with self._store.transaction(Act.IDENTITY_DESTROY, kind="keep") as action:
            action.tx.destroy(TABLE, source_id)
            action.tx.scrub = True
        return action.changes

    def change_passphrase(self, old: str, new: str) -> Changes:
        """Re-encrypt every identity under a new passphrase, all or none."""
        kept = read.sealed_identities(self._store.db)
        anew = {
            source_id: passphrase_encryption.seal(passphrase_encryption.unseal(sealed, old), new)
            for source_id, sealed in kept.items()
        }
        with self._store.transaction(Act.IDENTITY_PASSPHRASE, kind="keep") as action:
            for source_id, sealed in anew.items():
                action.tx.update(TABLE, source_id, rows.to_row({"sealed": sealed, "changed_at": now()}))
            action.tx.scrub = True
        return action.changes

    def _sealed(self, source_id: str) -> str:
        sealed = read.sealed_identities(self._store.db).get(source_id)
        if sealed is None:
            raise InputError("No identity is stored for this source.", "Store one first.")
        return sealed

    @staticmethod
    def _same_phrase(kept: dict[str, str], passphrase: str) -> None:
        """Raise InputError unless the passphrase decrypts those stored: a typing slip must not lock one away."""
        for sealed in list(kept.values())[:1]:
            try:
                passphrase_encryption.unseal(sealed, passphrase)
            except InputError:
                raise InputError(OTHER_PHRASE, "Type the one that opens the identities already stored.") from None
