package org.sipverify.verifier.pinned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipverify.formats.number.TelephoneNumber;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.CredentialError;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.Passport;

/**
 * The built-in verifier: trusts the signers, numbers and brands that the operator has listed, and fetches nothing. It
 * uses the codes and the reply format of the VVP Verifier, so that its callers see no difference.
 */
public final class PinnedVerifier implements Verifier {
    private final VerifierConfig.Pinned config;
    private final Supplier<PinnedSigners> signers;
    private final InstantSource clock;

    /** The signers are requested for every call, so that the file can be reloaded; the clock is for expiry. */
    public PinnedVerifier(VerifierConfig.Pinned config, Supplier<PinnedSigners> signers, InstantSource clock) {
        this.config = config;
        this.signers = signers;
        this.clock = clock;
    }

    /** Answers at once, on the calling thread. */
    @Override
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        then.accept(verification(credentials, call));
        return Question.ANSWERED;
    }

    private Verification verification(Credentials credentials, CallContext call) {
        var now = clock.instant();
        var error = new PassportChecks(credentials, call, config, now).first();
        if (error.isPresent()) {
            return error.get().verification();
        }
        return signers.get()
                .find(credentials.kid())
                .map(signer -> judged(signer, credentials.passport(), now))
                .orElseGet(() -> CredentialError.of("KERI_RESOLUTION_FAILED", "the signer is not pinned")
                        .verification());
    }

    private static Verification judged(PinnedSigner signer, Passport passport, Instant now) {
        var number = TelephoneNumber.digits(passport.orig().orElseThrow());
        return against(signer, passport, number, now)
                .map(CredentialError::verification)
                .orElseGet(() -> {
                    var valid = Verification.valid("+" + number).withBrand(signer.brand());
                    return valid.withReport(new Verification.Report(
                            "", claims(number), valid.report().errors()));
                });
    }

    private static Optional<CredentialError> against(
            PinnedSigner signer, Passport passport, String number, Instant now) {
        if (!signer.key().signed(passport)) {
            return Optional.of(CredentialError.of("PASSPORT_SIG_INVALID", "the signature is not the pinned signer's"));
        }
        if (!signer.isTrustedAt(now)) {
            return Optional.of(CredentialError.of("PASSPORT_EXPIRED", "the signer is not trusted at this time"));
        }
        return signer.mayUse(number)
                ? Optional.empty()
                : Optional.of(CredentialError.of("TN_RIGHTS_INVALID", "the signer may not use this number"));
    }

    /** The proved claims, named as by the VVP Verifier. */
    private static JsonNode claims(String number) {
        var claims = JsonNodeFactory.instance.arrayNode();
        var root = claim(claims.addObject(), "caller_authorised");
        child(root, "passport_verified");
        var rights = child(child(root, "authorization_valid"), "tn_rights_valid");
        rights.withArrayProperty("evidence").add("orig_tn:" + number);
        return claims;
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        var child = parent.withArrayProperty("children").addObject().put("required", true);
        return claim(child.putObject("node"), name);
    }

    private static ObjectNode claim(ObjectNode node, String name) {
        node.put("name", name).put("status", "VALID");
        node.putArray("reasons");
        node.putArray("evidence");
        node.putArray("children");
        return node;
    }
}
