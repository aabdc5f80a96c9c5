"""Commands by subject: the order of ``--help`` and of core/cli/README.md, and the shape of each command's JSON answer.

Keys of an answer are never renamed or removed; more may be added. ``…`` stands for further fields.
"""

from collections.abc import Mapping

import click

CHANGE = '{"fate", "sealed_at", "seen_at", "again_at", "reasons", "sentence", …}'
LINKED = f'{{"evidence", "link", "relation", "exact", "level", "snapshot", "url", "changes": [{CHANGE}]}}'
CAPTURED = (
    '{"snapshot", "source", "title", "url", "final_url", "status", "stored", "failed": [{"url", "reason"}],'
    ' "quality": {"verdict", "reasons"}, "method", "assurance", "warc", "sha256", "bytes", "captured_at",'
    ' "watched": [{"claim", "terms", "exact", "start"}]}'
)

SUBJECTS: Mapping[str, Mapping[str, str]] = {
    "Project": {
        "new": '{"project", "title"}',
        "demo": '{"project"}',
        "scale": '{"scale": {"id", "label", "values": [{"value", "symbol", "tone", "rating"}]}, "used": {WORD: N}}',
        "verify": '{"ok", "checked", "problems": [{"item", "what", "means", "code", "parameters"}], "notes", "head"};'
        ' with --explain {"explained": {"item", "rows": [{"table", "id", "state"}], "entries": [{"seq", "at", "actor", "action", "holds"}],'
        ' "seals": [{"warc", "sha256", "captured_at", "wrong"}], "problems", "touches"}}',
        "acknowledge": '{"head"}',
        "recover": '{"adopted": [SNAPSHOT]}',
        "reindex": '{"entries", "problems"}',
    },
    "Capture and import": {
        "capture": f'{{"captures": [{CAPTURED}], "report": {{"sealed", "not_good", "failed", "already_here"}}}};'
        ' a page that was not captured: {"url", "error", "hint"}',
        "recheck": '{"evidence": [{"evidence", "fate", "p", "readable", "reason", "old_snapshot", "snapshot", "sealed_at", "looked_again_at", "old", "new", …}],'
        ' "sources": [{"source", "snapshot", "quality"}], "errors": [{"source", "error", "hint"}]}',
        "import": '{"imports": [{"file", "captures", "refused": [{"url", "reason"}], "left": [{"url", "reason"}], "citations"}]};'
        ' with --list {"files": [{"file", "pages": [{"page", "url", "captured_at", "title", "mime"}]}]}',
        "source": '{"source", "snapshot", "editions": {EDITION: TEXT}}',
    },
    "Sources and snapshots": {
        "sources": '{"sources": [{"id", "kind", "url", "title", "csl", "confidentiality", "alias", …}]};'
        ' this and the other lists also {"unreadable": [{"item", "what"}]} when a row cannot be read',
        "duplicates": '{"duplicates": [{"because", "sources": [{"id", "title", "url"}]}]}; with --merge {"kept", "merged"}',
        "snapshots": '{"snapshots": [{"id", "source_id", "url", "final_url", "captured_at", "warc", "warc_sha256", "quality", …}]}',
        "text": '{"snapshot", "text", "extractor"}',
        "read-as": '{"snapshot", "charset"}',
        "resource": '{"url", "status", "mime", "headers", "bytes"}',
        "search": '{"hits": [{"kind", "id", "title", "snippet", "marks", "start", "end", "day", "site"}], "meant"};'
        ' without a hit, "meant" is a query that finds something and has words of the project for those that it lacks',
    },
    "Drafts": {
        "draft": '{"draft", "version", "number", "claims": {"kept", "moved", "edited", "lost"}, "notes", "proposed", "left_out", "encoding"}',
        "drafts": '{"drafts": [{"id", "title", "created_at", …}]}',
        "suggest": '{"sentences": [{"text", "start", "end", "score", "reasons"}]}',
        "coverage": '{"covered", "waved", "open": [{"kind", "start", "end", "words", …}], "items", "not_looked_for"}',
        "dismiss": '{"waved", "open"}',
        "reopen-words": '{"reopened", "open"}',
    },
    "Claims": {
        "claim": '{"claim"}',
        "claims": f'{{"claims": [{{"id", "text", "kind", "status", "verdict", "draft_id", "confidentiality", "doubts", …}}]}};'
        f' of one claim also {{"evidence": [{LINKED}], "history"}}',
        "split": '{"retired", "claims": [CLAIM]}; without --atom {"proposed": [TEXT]}',
        "merge": '{"claim", "retired": [CLAIM]}',
        "close": '{"retired"}',
        "closed": '{"retired": [{"claim", "retirement"}]}',
        "reopen": '{"claim", "status"}',
        "copy": '{"html", "markdown", "plain"}',
    },
    "Evidence": {
        "quote": '{"evidence", "level", "p", "exact"}',
        "evidence": f'{{"evidence": [{{"id", "snapshot_id", "selector", "level", "probability", "changes": [{CHANGE}], …}}]}}',
        "look-evidence": f'{{"evidence", "looked_at": [{CHANGE}]}}',
        "evidence-for": '{"passages": [{"snapshot", "exact", "start", "end", "score", "reasons", "copies"}]}',
        "check": '{"claims": [{"claim", "text", "answer", "checks": [{"kind", "words", "outcome", "code", "parameters", "reason", "evidence_id", "found", …}]}]}',
    },
    "Decisions": {
        "status": '{"claim", "status"}, and {"doubts"} when there are any',
        "verdict": '{"claim", "verdict"}',
        "look": '{"claim", "doubts"}',
        "history": '{"decisions": [{"id", "claim_id", "axis", "value", "note", "author", "at", …}], "dissent"}',
        "change": '{"change"}',
        "changes": '{"changes": [{"id", "claim_id", "old", "new", "reason", "error", "state", …}], "obstacles": {CHANGE: TEXT}}',
        "decide": '{"change", "state", "status"}',
    },
    "Queries and replies": {
        "ask": '{"query"}',
        "reply": '{"query", "state", "evidence"}',
        "queries": '{"queries": [{"id", "claim_id", "party", "asked", "question", "due", "state", "answer", …}], "overdue": [QUERY]}',
    },
    "People": {
        "people": '{"people": [{"id", "name", "role"}], "rules": {"two_person", "roles"}}',
        "person": '{"person", "role"}',
        "rules": '{"rules": {"two_person", "roles"}}',
    },
    "Confidential sources": {
        "hide-name": '{"name", "hidden"}',
        "hidden-names": '{"names": [{"id", "name", "confidentiality", "at"}]}',
        "protect": '{"source", "editions": {EDITION: TEXT}}',
        "identities": '{"identities": [SOURCE]}',
        "identity": '{"source", "kept"}; with --reveal {"source", "name", "contact", "note"}',
        "passphrase": '{"changed"}',
    },
    "Export": {
        "export": '{"out", "format", "warnings", "edition", "files": [{"out", "format", "warnings"}]}',
    },
    "This computer": {
        "system": '{"version", "python", "platform", "worker": {"tried", "reads_nothing", "writes_nothing", "no_network",'
        ' "no_programs", "landlock", "seccomp", "whole"}}',
    },
}


OLD_NAMES = {  # scripts may still use them; no list shows them
    "adopt": "recover",
    "bring-back": "reopen",
    "retire": "close",
    "retired": "closed",
    "wave-off": "dismiss",
}


def answer(name: str) -> str:
    """Return the shape of a command's ``--json`` answer; empty for an unlisted name, such as an old alias."""
    return next((answers[name] for answers in SUBJECTS.values() if name in answers), "")


class CommandsBySubject(click.Group):
    """A group whose ``--help`` lists the commands by subject, without hidden ones."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with this name, or that had it before."""
        return super().get_command(ctx, OLD_NAMES.get(cmd_name, cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section per subject."""
        width = formatter.width - 6 - max(map(len, self.list_commands(ctx)))
        for subject, answers in SUBJECTS.items():
            shown = [(name, command) for name in answers if (command := self.get_command(ctx, name))]
            with formatter.section(subject):
                formatter.write_dl([(name, command.get_short_help_str(width)) for name, command in shown])
