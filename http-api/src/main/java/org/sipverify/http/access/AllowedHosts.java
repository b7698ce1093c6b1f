package org.sipverify.http.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hosts under which this server may be asked: any IP address, localhost, and names that the operator chose. A
 * page of somebody else that points a name of its own at this machine (DNS rebinding) has a browser ask for that name, and
 * could otherwise read what it is answered.
 */
public final class AllowedHosts {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** An address in brackets is not a name that could be redirected (RFC 3986 section 3.2.2), so a closer look gains nothing. */
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63}){0,126}");

    private static final String LOCALHOST = "localhost";

    private final Set<String> names;

    /**
     * Besides addresses and localhost.
     *
     * @throws IllegalArgumentException when one is not a host name without port
     */
    public AllowedHosts(Collection<String> names) {
        this.names = Stream.concat(names.stream().map(AllowedHosts::name), Stream.of(LOCALHOST))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String name(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException("must be host names without port, not " + text);
        }
        return canonical(text);
    }

    /** Whether this could be one; an IPv6 address could not. */
    public static boolean isName(String text) {
        return NAME.matcher(canonical(text)).matches();
    }

    /** Whether this is one of them; the host of a Host field or of a URI, without port, an IPv6 address in brackets. */
    public boolean allow(String host) {
        var name = canonical(host);
        return names.contains(name)
                || IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches();
    }

    /** The first of the names, besides addresses and localhost. */
    public Optional<String> named() {
        return names.stream()
                .filter(name -> !name.equals(LOCALHOST) && !IPV4.matcher(name).matches())
                .findFirst();
    }

    /** Names are the same in capitals, and with the dot of the root at their end. */
    private static String canonical(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
