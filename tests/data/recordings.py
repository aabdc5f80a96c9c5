"""A recording of ours: a tone that rises each second."""

import io
import math
import struct
import wave

RATE = 8000


def tone(seconds: int = 6) -> bytes:
    """Return a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(RATE)
        values = (int(9000 * math.sin(n * (0.1 + 0.05 * (n // RATE)))) for n in range(RATE * seconds))
        made.writeframes(b"".join(struct.pack("<h", value) for value in values))
    return out.getvalue()
