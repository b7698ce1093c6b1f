package org.sipverify.sip.tls;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names in a certificate's subjectAltName; nothing else counts, in particular not its common name. */
final class SanNames {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    /** RFC 5922 section 7.1: the scheme is sip, not sips, and a URI with a user part names a user, not a domain. */
    private static final Pattern DOMAIN_URI = Pattern.compile("(?i)sip:([^@:;?/\\[\\]]+)(?::[0-9]+)?(?:[;?][^@]*)?");

    private final List<String> dns;
    private final List<String> uris;
    private final List<String> domainUris;
    private final List<String> addresses;

    private SanNames(List<String> dns, List<String> uris, List<String> addresses) {
        this.dns = dns;
        this.uris = uris;
        this.domainUris = uris.stream()
                .map(DOMAIN_URI::matcher)
                .filter(Matcher::matches)
                .map(uri -> domain(uri.group(1)))
                .toList();
        this.addresses = addresses;
    }

    static SanNames of(X509Certificate certificate) {
        return new SanNames(
                values(certificate, DNS).map(SanNames::domain).toList(),
                values(certificate, URI).toList(),
                values(certificate, ADDRESS).toList());
    }

    private static Stream<String> values(X509Certificate certificate, int type) {
        try {
            var all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? Stream.empty()
                    : all.stream()
                            .filter(name -> name.get(0).equals(type) && name.get(1) instanceof String)
                            .map(name -> (String) name.get(1));
        } catch (CertificateParsingException e) {
            return Stream.empty(); // cannot be parsed
        }
    }

    /** Names compare without case, and without the root's dot. */
    static String domain(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** DNS names, wildcards included, by which a certificate is chosen for a caller that sends a server name. */
    List<String> dns() {
        return dns;
    }

    /** The SIP domains of the holder: those of its sip URIs, or its DNS names if it has no sip URI. */
    List<String> domains() {
        return domainUris.isEmpty() ? dns : domainUris;
    }

    /** DNS names and URIs: by these an operator knows the holder. */
    List<String> identities() {
        return Stream.concat(dns.stream(), uris.stream()).toList();
    }

    /** All names of the holder, for a log. */
    List<String> all() {
        return Stream.concat(domains().stream(), addresses.stream()).toList();
    }

    /** Every name of the three kinds. */
    List<String> every() {
        return Stream.of(dns, uris, addresses).flatMap(List::stream).toList();
    }

    /** RFC 5922 section 7.2: equal, never by a wildcard. An address is matched by an address. */
    boolean prove(String whom) {
        var address = NetUtil.createByteArrayFromIpAddressString(whom.replaceAll("[\\[\\]]", ""));
        return address == null
                ? domains().contains(domain(whom)) && !whom.startsWith("*")
                : addresses.stream()
                        .map(NetUtil::createByteArrayFromIpAddressString)
                        .anyMatch(named -> Arrays.equals(named, address));
    }
}
