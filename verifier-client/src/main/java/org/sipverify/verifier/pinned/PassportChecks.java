package org.sipverify.verifier.pinned;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Flaw;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.Passport;

/** What can be said against a token without knowing its signer: form, binding, times, and the call it is used for. */
final class PassportChecks {
    /** How far the times of VVP-Identity and of the token may lie apart. */
    private static final long BINDING_SECONDS = 5;

    private final Credentials credentials;
    private final Passport passport;
    private final CallContext call;
    private final VerifierConfig.Pinned config;
    private final Instant now;

    PassportChecks(Credentials credentials, CallContext call, VerifierConfig.Pinned config, Instant now) {
        this.credentials = credentials;
        this.passport = credentials.passport();
        this.call = call;
        this.config = config;
        this.now = now;
    }

    /** The first flaw, in the order of draft-hardman-verifiable-voice-protocol: expiry comes before drift. */
    Optional<Flaw> first() {
        return Stream.<Supplier<Optional<Flaw>>>of(
                        this::algorithm, this::form, this::binding, this::expiry, this::drift, this::numbers)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Flaw> algorithm() {
        boolean forbidden = passport.headerReadable() && !passport.alg().equals(Optional.of("EdDSA"));
        return flaw(forbidden, "PASSPORT_FORBIDDEN_ALG", "alg is not EdDSA");
    }

    private Optional<Flaw> form() {
        boolean good = passport.ppt().equals(Optional.of("vvp"))
                && passport.typ().stream().allMatch(typ -> typ.equals("passport") || typ.equals("JWT"))
                && passport.iat().isPresent()
                && passport.expReadable()
                && passport.orig().isPresent()
                && !passport.dest().isEmpty();
        return unreadable(!good, "not a VVP passport");
    }

    private Optional<Flaw> binding() {
        var exp = passport.exp();
        var stated = credentials.exp();
        if (stated.isPresent() && exp.isEmpty()) {
            return Optional.of(Flaw.of("PASSPORT_EXPIRED", "exp in VVP-Identity but not in the passport"));
        }
        return unreadable(!passport.kid().equals(Optional.of(credentials.kid())), "kid differs from VVP-Identity")
                .or(() -> unreadable(
                        apart(credentials.iat(), passport.iat().orElseThrow()), "iat drift exceeds 5 seconds"))
                .or(() -> unreadable(
                        exp.isPresent() && apart(stated.orElse(exp.getAsLong()), exp.getAsLong()),
                        "exp drift exceeds 5 seconds"));
    }

    private Optional<Flaw> expiry() {
        long iat = passport.iat().orElseThrow();
        long exp = passport.exp().orElse(iat + config.maxLifetime().toSeconds());
        boolean over = now.isAfter(Instant.ofEpochSecond(exp).plus(config.clockSkew()));
        boolean tooLong = exp - iat > config.maxLifetime().toSeconds();
        return flaw(over, "PASSPORT_EXPIRED", "exp has passed")
                .or(() -> flaw(exp <= iat, "PASSPORT_EXPIRED", "exp is not after iat"))
                .or(() -> flaw(tooLong, "PASSPORT_EXPIRED", "exp is too long after iat"));
    }

    private Optional<Flaw> drift() {
        var iat = Instant.ofEpochSecond(passport.iat().orElseThrow());
        var drift = Duration.between(iat, call.receivedAt()).abs();
        return flaw(
                drift.compareTo(config.maxIatDrift()) > 0,
                "CONTEXT_MISMATCH",
                "iat drift of " + drift.toSeconds() + " seconds from the INVITE");
    }

    private Optional<Flaw> numbers() {
        boolean caller = TelephoneNumber.same(
                passport.orig().orElseThrow(), call.caller().number());
        boolean callee = passport.dest().stream()
                .anyMatch(dest -> TelephoneNumber.same(dest, call.callee().number()));
        return flaw(!caller, "CONTEXT_MISMATCH", "orig is not the From number")
                .or(() -> flaw(!callee, "CONTEXT_MISMATCH", "dest does not hold the To number"));
    }

    private static boolean apart(long a, long b) {
        return Math.abs(a - b) > BINDING_SECONDS;
    }

    private static Optional<Flaw> unreadable(boolean bad, String detail) {
        return flaw(bad, "PASSPORT_PARSE_FAILED", "PASSporT parse failed: " + detail);
    }

    private static Optional<Flaw> flaw(boolean bad, String code, String message) {
        return bad ? Optional.of(Flaw.of(code, message)) : Optional.empty();
    }
}
