"""Names in markup and addresses that tell of a vendor or of structure, by kind: no words that a reader sees."""

import re

NAMES = {
    "robot": r"captcha|turnstile|challenge|cf-(?:error|browser|wrapper)|datadome|perimeterx|px-|incapsula|imperva|distil|awswaf|arkose|geetest|anubis|sucuri|akamai|sec-?if|bm-|\bwaf\b|ray-?id|are-?you-?human|bot-?(?:check|detect|manager)",
    "consent": r"consent|cookie|gdpr|\bcmp|onetrust|didomi|usercentrics|sp_message|sourcepoint|quantcast|\bqc-|trustarc|truste|iubenda|klaro|tarteaucitron|tcf|privacy-?(?:wall|gate|manager|mgr)|contentpass|fundingchoices",
    "paywall": r"pay-?wall|piano|tinypass|poool|meter(?:ed|ing)|reg-?wall|subscri|premium|teaser|zephr|pelcro|memberful|\bswg|lock(?:ed)?\b|barrier|plus-|fade-?out|truncat|blur|offer",
    "login": r"log-?in|sign-?(?:in|up|on)|auth|sso\b|saml|openid|password|registr|account",
    "age": r"age-?(?:gate|check|verif|wall)|over-?18|birth|adult|legal-?age",
    "missing": r"not-?found|\b404|error|no-?results?|missing|gone",
    "maintenance": r"maintenance|suspend|offline|unavailable|exception|stack-?trace|\b50[023]",
    "parked": r"parking|parked|sedo|bodis|afternic|for-?sale|domain",
    "region": r"geo-?(?:block|restrict|fence|ip)|region|country",
    "stopover": r"interstitial|splash|redirect|countdown|skip|app-?(?:banner|install|gate)|smart-?banner|newsletter|welcome-?(?:mat|ad)",
    "shell": r"skeleton|placeholder|spinner|loader|loading|shimmer|\broot\b|\bapp\b|__next|__nuxt|splash",
    "article": r"article|story|post-?(?:body|content)|entry-?content|byline|author|dateline|headline|caption|comment",
}
COMPILED = {name: re.compile(rule, re.IGNORECASE) for name, rule in NAMES.items()}
