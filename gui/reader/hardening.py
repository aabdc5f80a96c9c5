"""Set up before Chromium starts: switches, a dead proxy and our own URL scheme.

An interceptor does not see everything: preconnect hints, WebRTC and WebTransport bypass it. So host names do not
resolve and every proxy is a closed port, for the whole process: the window sends nothing through Qt. QtWebEngine is
imported only here and in modules used after :func:`prepare`, when a page is first shown.
"""

import os

from PySide6.QtNetwork import QNetworkProxy

from core.archive.replay import SCHEME

FLAGS = (
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-pings",
    "--proxy-bypass-list=<-loopback>",
    "--disable-features=WebRtcHideLocalIpsWithMdns,Prerender2,SpeculationRulesPrefetchFuture,NetworkErrorLogging,Reporting",
)
FLAGS_VARIABLE = "QTWEBENGINE_CHROMIUM_FLAGS"
DEAD_PORT = 9  # the discard service (RFC 863): on this machine, never open
HTTPS_PORT = 443


def prepare() -> None:
    """Close every way out and register the scheme, once, before the first profile. ImportError without QtWebEngine."""
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    if QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name() == SCHEME.encode():
        return
    before = os.environ.get(FLAGS_VARIABLE, "")
    os.environ[FLAGS_VARIABLE] = " ".join((before, *FLAGS)).strip()
    QNetworkProxy.setApplicationProxy(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "127.0.0.1", DEAD_PORT))
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.HostAndPort)
    scheme.setDefaultPort(HTTPS_PORT)
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
