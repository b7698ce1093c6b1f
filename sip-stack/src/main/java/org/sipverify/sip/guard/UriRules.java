package org.sipverify.sip.guard;

import io.netty.util.NetUtil;
import java.util.Locale;

/**
 * The form a URI must have for this server to act on it: {@code sip:} and {@code sips:} as in RFC 3261 section 25.1,
 * {@code tel:} as in RFC 3966. Of other schemes only the name is checked. Each part is read a fixed number of times.
 *
 * <p>Three things pass that the grammar rejects, because callers in the field send them and none is ambiguous: {@code
 * #} in a user, octets outside ASCII in one, and {@code _} in a host.
 */
final class UriRules {
    private static final String USER_MARKS = "-_.!~*'()&=+$,;?/#";
    private static final String PASSWORD_MARKS = "-_.!~*'()&=+$,";
    private static final String PARAM_MARKS = "-_.!~*'()[]/:&+$";
    private static final String HEADER_MARKS = "-_.!~*'()[]/?:+$";
    private static final String VISUAL = "-.()";
    private static final int LARGEST_PORT = 65_535;

    private final String text;

    private UriRules(String text) {
        this.text = text;
    }

    static boolean isValid(String uri) {
        int colon = uri.indexOf(':');
        if (!isScheme(uri, colon)) {
            return false;
        }
        var rules = new UriRules(uri);
        if (has(uri, colon, "sip") || has(uri, colon, "sips")) {
            return rules.isSip(colon + 1);
        }
        return has(uri, colon, "tel") ? rules.isTel(colon + 1) : rules.isOther(colon + 1);
    }

    private static boolean has(String uri, int colon, String scheme) {
        return colon == scheme.length() && uri.regionMatches(true, 0, scheme, 0, colon);
    }

    private static boolean isScheme(String uri, int colon) {
        for (int at = 0; at < colon; at++) {
            char c = uri.charAt(at);
            if (!isLetter(c) && (at == 0 || (!isDigit(c) && "+-.".indexOf(c) < 0))) {
                return false;
            }
        }
        return colon > 0;
    }

    private boolean isOther(int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) <= ' ' || "<>\"".indexOf(text.charAt(at)) >= 0) {
                return false;
            }
        }
        return from < text.length();
    }

    private boolean isSip(int from) {
        int at = text.indexOf('@', from);
        int host = from;
        if (at >= 0) {
            if (!isUserinfo(from, at)) {
                return false;
            }
            host = at + 1;
        }
        int end = endOfHost(host);
        int port = port(end);
        if (end < 0 || port < 0) {
            return false;
        }
        int headers = params(port);
        return headers >= 0 && isHeaders(headers);
    }

    /** With two slashes it would be the authority of another kind of URI, although a user may begin with one. */
    private boolean isUserinfo(int from, int to) {
        int colon = text.indexOf(':', from);
        int user = colon >= 0 && colon < to ? colon : to;
        return user > from
                && !text.startsWith("//", from)
                && skip(from, user, USER_MARKS, true) == user
                && (user == to || skip(user + 1, to, PASSWORD_MARKS, true) == to);
    }

    /** The position after the host that begins there; -1 if there is none. */
    private int endOfHost(int from) {
        if (from < text.length() && text.charAt(from) == '[') {
            int bracket = text.indexOf(']', from);
            boolean address = bracket > 0
                    && text.indexOf('%', from) < 0
                    && NetUtil.isValidIpV6Address(text.substring(from + 1, bracket));
            return address ? bracket + 1 : -1;
        }
        int to = from;
        while (to < text.length() && ":;?".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return isHostName(from, to) ? to : -1;
    }

    /**
     * Labels of letters, digits and hyphens within them; a name whose last label is a number must be an IPv4 address.
     */
    private boolean isHostName(int from, int to) {
        int end = to > from && text.charAt(to - 1) == '.' ? to - 1 : to;
        int label = from;
        for (int at = from; at <= end; at++) {
            if (at == end || text.charAt(at) == '.') {
                if (!isLabel(label, at)) {
                    return false;
                }
                label = at == end ? label : at + 1;
            }
        }
        boolean number = isDigit(text.charAt(label));
        return !number || !isDigits(label, end) || NetUtil.isValidIpV4Address(text.substring(from, to));
    }

    private boolean isLabel(int from, int to) {
        if (from >= to || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (!isLetter(c) && !isDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** The position after the port, or where it would be; -1 if it is invalid. */
    private int port(int from) {
        if (from < 0 || from == text.length() || text.charAt(from) != ':') {
            return from;
        }
        int at = from + 1;
        int port = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && port <= LARGEST_PORT) {
            port = port * 10 + text.charAt(at++) - '0';
        }
        return port > 0 && port <= LARGEST_PORT ? at : -1;
    }

    /** The position after the parameters; -1 if one of them is invalid. */
    private int params(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ';') {
            int name = at + 1;
            at = skip(name, text.length(), PARAM_MARKS, false);
            if (at == name) {
                return -1;
            }
            if (at < text.length() && text.charAt(at) == '=') {
                int value = at + 1;
                at = skip(value, text.length(), PARAM_MARKS, false);
                if (at == value) {
                    return -1;
                }
            }
        }
        return at;
    }

    private boolean isHeaders(int from) {
        int at = from;
        while (at < text.length()) {
            if (text.charAt(at) != (at == from ? '?' : '&')) {
                return false;
            }
            int name = at + 1;
            int equals = skip(name, text.length(), HEADER_MARKS, false);
            if (equals == name || equals == text.length() || text.charAt(equals) != '=') {
                return false;
            }
            at = skip(equals + 1, text.length(), HEADER_MARKS, false);
        }
        return true;
    }

    /** A local number with hexadecimal letters needs a phone-context that defines them (RFC 3966 section 3). */
    private boolean isTel(int from) {
        boolean global = from < text.length() && text.charAt(from) == '+';
        int at = global ? from + 1 : from;
        int dialled = 0;
        boolean letters = false;
        while (at < text.length() && text.charAt(at) != ';') {
            char c = text.charAt(at++);
            boolean digit = isDigit(c) || (!global && (isHex(c) || c == '*' || c == '#'));
            if (!digit && VISUAL.indexOf(c) < 0) {
                return false;
            }
            dialled += digit ? 1 : 0;
            letters |= isLetter(c);
        }
        boolean known = !letters || text.toLowerCase(Locale.ROOT).indexOf(";phone-context=", at) >= 0;
        return dialled > 0 && known && params(at) == text.length();
    }

    /** The position after the unreserved characters, these marks and the escapes that begin there. */
    private int skip(int from, int to, String marks, boolean wide) {
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c == '%') {
                if (at + 2 >= to || !isHex(text.charAt(at + 1)) || !isHex(text.charAt(at + 2))) {
                    return at;
                }
                at += 3;
            } else if (isLetter(c) || isDigit(c) || marks.indexOf(c) >= 0 || (wide && c > 0x7f)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private boolean isDigits(int from, int to) {
        for (int at = from; at < to; at++) {
            if (!isDigit(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
