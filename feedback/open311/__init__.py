"""Open311 GeoReport v2: what programs may read, and the door by which they send suggestions.

XML and JSON say the same. Only what a moderator released appears, by its public words, masked once more. Every call
understands `lang=` and Accept-Language. Each service is `batch`: a token is given at once, and resolves to a request id
when the public may read it. What is sent stays private unless its writer agrees (the attribute `public`).
"""
