"""Pages written to try the page quality check: (name, what it is, status, address asked, address answered, HTML)."""

STORY = (
    "<p>"
    + "The council voted nine to four for the bridge in May, after a debate that went on until midnight. " * 20
    + "</p>"
)
ASKED = "https://paper.example/2021/bridge"


def page(title: str, body: str) -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


PAGES = (
    ("story", "good", 200, ASKED, page("Bridge opens", f"<h1>Bridge opens</h1>{STORY}")),
    (
        "story with a cookie bar",
        "good",
        200,
        ASKED,
        page("Bridge opens", f"<div>We use cookies. <button>Accept all cookies</button></div>{STORY}"),
    ),
    (
        "story about captchas",
        "good",
        200,
        ASKED,
        page("Are you a robot? How captchas work", f"<p>Are you human?</p>{STORY}"),
    ),
    ("story with a login form", "good", 200, ASKED, page("Bridge", f"{STORY}<form><input type=password></form>")),
    ("story about a 404", "good", 200, ASKED, page("The page not found that became art", STORY)),
    (
        "short note",
        "good",
        200,
        ASKED,
        page(
            "Correction",
            "<p>In an earlier version of this story the name of the mayor was misspelt. It is Ilse Brandt. The story has been corrected.</p>",
        ),
    ),
    (
        "German story",
        "good",
        200,
        ASKED,
        page("Brücke", "<p>" + "Der Rat stimmte mit neun zu vier für die Brücke. " * 40 + "</p>"),
    ),
    ("table", "good", 200, ASKED, page("Votes", "<table>" + "<tr><td>Brandt</td><td>yes</td></tr>" * 80 + "</table>")),
    (
        "cookie wall",
        "cookies",
        200,
        ASKED,
        page(
            "Before you continue",
            "<h1>Before you continue</h1><p>We and our 612 partners store cookies.</p><button>Accept all</button>",
        ),
    ),
    (
        "German cookie wall",
        "cookies",
        200,
        ASKED,
        page("Datenschutz", "<p>Wir brauchen Ihre Zustimmung.</p><button>Alle akzeptieren</button>"),
    ),
    (
        "French cookie wall",
        "cookies",
        200,
        ASKED,
        page("Vie privée", "<p>Nous utilisons des cookies et des traceurs.</p><button>Tout accepter</button>"),
    ),
    (
        "challenge",
        "robots",
        200,
        ASKED,
        page(
            "Just a moment...",
            "<p>Checking your browser before accessing.</p><script src=/cdn-cgi/challenge-platform/x.js></script>",
        ),
    ),
    (
        "captcha",
        "robots",
        200,
        ASKED,
        page("Security", "<p>Please confirm.</p><iframe src=https://www.google.com/recaptcha/api2></iframe>"),
    ),
    ("blocked", "robots", 403, ASKED, page("Access denied", "<p>Access to this page has been denied.</p>")),
    (
        "login",
        "login",
        200,
        "https://paper.example/login?next=/2021/bridge",
        page("Welcome", "<form><input name=user><input type=password></form>"),
    ),
    ("single sign-on", "login", 200, "https://id.example/sso/start", page("Welcome", "<p>Choose how to go on.</p>")),
    (
        "paywall",
        "paywall",
        200,
        ASKED,
        page("Bridge opens", f"<p>{STORY[3:300]}</p><div>Subscribe to continue reading.</div>"),
    ),
    (
        "German paywall",
        "looks like",
        200,
        ASKED,
        page("Brücke", f"<p>{STORY[3:300]}</p><div>Jetzt abonnieren und alles lesen.</div>"),
    ),
    ("hollow", "scripts", 200, ASKED, page("App", "<div id=root></div><script src=/app.js></script>")),
    (
        "needs JavaScript",
        "scripts",
        200,
        ASKED,
        page(
            "App", "<div id=app></div><noscript>You need to enable JavaScript.</noscript><script src=/app.js></script>"
        ),
    ),
    ("blank", "no text", 200, ASKED, page("", "<div></div>")),
    (
        "soft 404",
        "nothing here",
        200,
        ASKED,
        page("Page not found", "<h1>Sorry</h1><p>The page you asked for does not exist.</p>"),
    ),
    ("German soft 404", "nothing here", 200, ASKED, page("Seite nicht gefunden", "<p>Leider.</p>")),
    ("soft 500", "fault of the server", 200, ASKED, page("Oops", "<p>Something went wrong. Please try again.</p>")),
    ("real 404", "error", 404, ASKED, page("Not found", "<p>Not found</p>")),
    ("real 500", "error", 500, ASKED, page("Error", "<p>Error</p>")),
)
