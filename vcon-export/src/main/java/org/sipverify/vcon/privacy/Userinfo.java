package org.sipverify.vcon.privacy;

/**
 * The userinfo of one URI, read forward from behind the scheme, however long it is. The password is all between the
 * first colon and the last {@code @} before the host ends: parsers do not agree which {@code @} counts.
 *
 * @param password where it begins; -1 when there is none
 * @param at the last {@code @}; -1 when there is none
 * @param end before this, no other userinfo can begin
 */
record Userinfo(int password, int at, int end) {
    /**
     * That of a SIP URI (RFC 3261 section 19.1.1), whose user may have any of {@code ;?/&=}.
     *
     * @param bracketed whether it is in angle brackets; then blanks do not end it
     */
    static Userinfo ofSip(Text text, int from, boolean bracketed) {
        return read(text, from, false, bracketed);
    }

    /** That of an authority behind {@code //} (RFC 3986 section 3.2), which ends at a slash unless in a password. */
    static Userinfo ofAuthority(Text text, int from, boolean bracketed) {
        return read(text, afterAddress(text, from), true, bracketed);
    }

    private static Userinfo read(Text text, int from, boolean authority, boolean bracketed) {
        var colon = -1;
        var behindAt = -1;
        var at = -1;
        var digits = true;
        var end = from;
        for (; end < text.length(); end++) {
            var c = text.at(end);
            if (ends(text, end, c, bracketed && at < 0)
                    || (at >= 0 ? endsHost(c) : authority && digits && endsPath(c))) {
                break;
            }
            if (c == '@') {
                colon = colon < 0 ? behindAt : colon;
                at = end;
            } else if (c == ':') {
                behindAt = at >= 0 && behindAt < 0 ? end : behindAt;
                colon = at < 0 && colon < 0 ? end : colon;
            } else {
                digits &= colon < 0 || Text.isDigit(c); // a port so far
            }
        }
        var another = at >= 0 && text.at(end - 1) == ':' && end < text.length() && text.at(end) == '/';
        return new Userinfo(at >= 0 && colon >= 0 ? colon + 1 : -1, at, another ? end - 1 : end);
    }

    private static boolean ends(Text text, int at, char c, boolean blanksBelong) {
        if (c == '<' || c == '>') {
            return true;
        }
        if (Text.isLineEnd(c)) {
            return !(blanksBelong && text.isFold(at));
        }
        return (c <= ' ' || c == '"') && !blanksBelong;
    }

    private static boolean endsHost(char c) {
        return c == ';' || c == ',' || c == '&' || endsPath(c);
    }

    private static boolean endsPath(char c) {
        return c == '/' || c == '?' || c == '#' || c == '\\';
    }

    /** The colons of an IPv6 address (RFC 3986 section 3.2.2) begin neither a password nor a port. */
    private static int afterAddress(Text text, int from) {
        if (from >= text.length() || text.at(from) != '[') {
            return from;
        }
        var at = from + 1;
        while (at < text.length() && (Text.isAlphanumeric(text.at(at)) || ":.%".indexOf(text.at(at)) >= 0)) {
            at++;
        }
        return at < text.length() && text.at(at) == ']' ? at : from;
    }
}
