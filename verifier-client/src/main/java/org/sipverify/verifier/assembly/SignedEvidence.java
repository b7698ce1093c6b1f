package org.sipverify.verifier.assembly;

import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Flaw;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/**
 * Refuses credentials that point to another dossier than the signed one. The unsigned {@code evd} of {@code
 * P-VVP-Identity} is what verifiers fetch, so whoever can edit that header would choose the evidence.
 */
final class SignedEvidence implements Verifier {
    private final Verifier verifier;

    SignedEvidence(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        boolean other = credentials
                .passport()
                .evd()
                .filter(signed -> !signed.equals(credentials.evd()))
                .isPresent();
        return other
                ? new Flaw("DOSSIER_INVALID", "evd differs from the signed evd", false).verification()
                : verifier.verify(credentials, call);
    }

    @Override
    public Circuit circuit() {
        return verifier.circuit();
    }
}
