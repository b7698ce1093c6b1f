package org.sipverify.verifier.credentials;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.verifier.text.WebUrl;

/** Combines the VVP headers of a call into its credentials. */
final class CredentialsReader {
    private static final Logger LOG = LogManager.getLogger(CredentialsReader.class);
    /**
     * The most Identity values of one call, each of which may have to be decoded: a SHAKEN token, one for each of a few
     * diversions, one with rich call data, and the VVP token. Only {@code sip.max-header} bounds their length.
     */
    private static final int MAX_IDENTITIES = 16;

    private static final Pattern FOLDING = Pattern.compile("(?:\\r\\n|\\r|\\n)[ \\t]+");

    private static final String BAD_IDENTITY = "Malformed Identity header";
    private static final String TOO_MANY = "Too many Identity values";
    private static final String BAD_VVP_IDENTITY = "Malformed P-VVP-Identity";
    private static final String BAD_PASSPORT = "Malformed P-VVP-Passport";
    private static final String NO_PASSPORT = "Missing PASSporT";
    private static final String NO_KID = "Missing OOBI URL (kid)";
    private static final String NO_EVD = "Missing dossier URL (evd)";

    private final Set<String> identityLines;
    private final Set<String> vvpIdentityLines;
    private final Set<String> passportLines;

    private CredentialsReader(Set<String> identityLines, Set<String> vvpIdentityLines, Set<String> passportLines) {
        this.identityLines = identityLines;
        this.vvpIdentityLines = vvpIdentityLines;
        this.passportLines = passportLines;
    }

    static CredentialsReader of(Function<String, List<String>> headers) {
        var identity = new ArrayList<>(headers.apply("Identity"));
        identity.addAll(headers.apply("y"));
        return new CredentialsReader(
                lines(identity), lines(headers.apply("P-VVP-Identity")), lines(headers.apply("P-VVP-Passport")));
    }

    Optional<Credentials> read() throws MalformedCredentialsException {
        var identity = identity();
        var vvpIdentity = vvpIdentity();
        if (identity.isEmpty() && vvpIdentity.isEmpty() && passportLines.isEmpty()) {
            return Optional.empty();
        }
        var fromPassportHeader = passport(identity);
        var passport = identity.flatMap(IdentityValue::passport).or(() -> fromPassportHeader);
        var unreadable = identity.isPresent() ? BAD_IDENTITY : BAD_PASSPORT;
        var info = identity.map(IdentityValue::info).orElse("");
        return Optional.of(
                vvpIdentity.isPresent()
                        ? stated(vvpIdentity.get(), passport)
                        : derived(passport.orElseThrow(() -> bad(NO_PASSPORT)), info, unreadable));
    }

    /** The first VVP Identity value; the others are skipped, unless only unreadable ones are left. */
    private Optional<IdentityValue> identity() throws MalformedCredentialsException {
        var unread = new LinkedHashSet<String>();
        for (var line : identityLines) {
            unread.addAll(IdentityLine.values(line));
        }
        check(unread.size() <= MAX_IDENTITIES, TOO_MANY);
        var first = Optional.<IdentityValue>empty();
        var kinds = EnumSet.noneOf(IdentityValue.Kind.class);
        for (var text : unread) {
            var value = IdentityValue.parse(text);
            var kind = value.kind();
            kinds.add(kind);
            if (kind != IdentityValue.Kind.VVP) {
                continue;
            }
            if (first.isEmpty()) {
                first = Optional.of(value);
            } else if (!first.get().passport().equals(value.passport())) {
                LOG.info("Identity holds different VVP tokens; using the first");
            }
        }
        check(first.isPresent() || !isMalformed(kinds), BAD_IDENTITY);
        return first;
    }

    /** Whether one claims to be VVP and cannot be read, or none can be read at all. */
    private static boolean isMalformed(Set<IdentityValue.Kind> kinds) {
        return kinds.contains(IdentityValue.Kind.MALFORMED)
                || (kinds.contains(IdentityValue.Kind.UNREADABLE) && !kinds.contains(IdentityValue.Kind.OTHER));
    }

    private Optional<VvpIdentity> vvpIdentity() throws MalformedCredentialsException {
        check(vvpIdentityLines.size() <= 1, BAD_VVP_IDENTITY);
        for (var line : vvpIdentityLines) {
            return Optional.of(VvpIdentity.parse(line).orElseThrow(() -> bad(BAD_VVP_IDENTITY)));
        }
        return Optional.empty();
    }

    /** The token of P-VVP-Passport: required when Identity has none, otherwise only compared. */
    private Optional<Passport> passport(Optional<IdentityValue> identity) throws MalformedCredentialsException {
        check(passportLines.size() <= 1, BAD_PASSPORT);
        var passport = passportLines.stream()
                .findFirst()
                .flatMap(line -> parsed(line, identity.flatMap(IdentityValue::passport)));
        check(identity.isPresent() || passportLines.isEmpty() || passport.isPresent(), BAD_PASSPORT);
        if (identity.isPresent()
                && !passportLines.isEmpty()
                && !identity.get().passport().equals(passport)) {
            LOG.info("Identity and P-VVP-Passport hold different tokens; using Identity");
        }
        return passport;
    }

    /** It is usually the token of Identity, which need not be parsed twice. */
    private static Optional<Passport> parsed(String line, Optional<Passport> known) {
        return known.filter(passport -> passport.text().equals(line)).or(() -> Passport.parse(line));
    }

    /** The values of P-VVP-Identity go to the verifier unchanged; only missing times come from the token. */
    private static Credentials stated(VvpIdentity stated, Optional<Passport> token)
            throws MalformedCredentialsException {
        check(WebUrl.isKeyLocation(stated.kid()), NO_KID);
        check(WebUrl.is(stated.evd()), NO_EVD);
        var passport = token.orElseThrow(() -> bad(NO_PASSPORT));
        var iat = either(stated.iat(), passport.iat());
        check(iat.isPresent(), BAD_VVP_IDENTITY);
        return new Credentials(
                passport, stated.kid(), stated.evd(), iat.getAsLong(), either(stated.exp(), passport.exp()));
    }

    private static Credentials derived(Passport passport, String info, String unreadable)
            throws MalformedCredentialsException {
        check(passport.headerReadable() && passport.payloadReadable(), unreadable);
        var kid = passport.kid().orElse(info);
        check(WebUrl.isKeyLocation(kid), NO_KID);
        var evd = passport.evd().orElse("");
        check(WebUrl.is(evd), NO_EVD);
        check(passport.iat().isPresent() && passport.expReadable(), unreadable);
        return new Credentials(passport, kid, evd, passport.iat().getAsLong(), passport.exp());
    }

    private static OptionalLong either(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }

    /** Unfolds lines (RFC 3261 section 7.3.1), and keeps one of equal lines. */
    private static Set<String> lines(List<String> values) {
        var lines = new LinkedHashSet<String>();
        values.forEach(value -> lines.add(unfolded(value).trim()));
        return lines;
    }

    /** Few lines are folded, and finding that out with the pattern takes longer than reading the JSON of the token. */
    private static String unfolded(String value) {
        boolean oneLine = value.indexOf('\r') < 0 && value.indexOf('\n') < 0;
        return oneLine ? value : FOLDING.matcher(value).replaceAll(" ");
    }

    private static void check(boolean good, String reason) throws MalformedCredentialsException {
        if (!good) {
            throw bad(reason);
        }
    }

    private static MalformedCredentialsException bad(String reason) {
        return new MalformedCredentialsException(reason);
    }
}
