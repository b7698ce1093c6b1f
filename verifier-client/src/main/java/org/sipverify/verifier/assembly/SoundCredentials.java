package org.sipverify.verifier.assembly;

import java.util.Optional;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.Circuit;
import org.sipverify.verifier.Flaw;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** Refuses credentials that no verifier need be asked about: they contradict themselves, or the call they came with. */
final class SoundCredentials implements Verifier {
    private final Verifier verifier;

    SoundCredentials(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Verification verify(Credentials credentials, CallContext call) throws InterruptedException {
        var flaw = extensions(credentials).or(() -> evidence(credentials)).or(() -> dialog(credentials, call));
        return flaw.isPresent() ? flaw.get().verification() : verifier.verify(credentials, call);
    }

    @Override
    public Circuit circuit() {
        return verifier.circuit();
    }

    private static Optional<Flaw> extensions(Credentials credentials) {
        boolean unknown = credentials.passport().asksTooMuch();
        return flaw(unknown, "PASSPORT_SIG_INVALID", "crit or b64 in the JOSE header is not known");
    }

    /**
     * The unsigned {@code evd} of {@code P-VVP-Identity} is what verifiers fetch, so whoever can edit that header would
     * choose the evidence.
     */
    private static Optional<Flaw> evidence(Credentials credentials) {
        boolean other = credentials
                .passport()
                .evd()
                .filter(signed -> !signed.equals(credentials.evd()))
                .isPresent();
        return flaw(other, "DOSSIER_INVALID", "evd differs from the signed evd");
    }

    /** A verifier asked at {@code /verify} does not look at these claims, and the token would do for other calls too. */
    private static Optional<Flaw> dialog(Credentials credentials, CallContext call) {
        boolean bound = credentials.passport().boundTo(call.callId(), call.cseq());
        return flaw(!bound, "DIALOG_MISMATCH", "call-id or cseq of the passport is not the call's");
    }

    private static Optional<Flaw> flaw(boolean bad, String code, String message) {
        return bad ? Optional.of(new Flaw(code, message, false)) : Optional.empty();
    }
}
