package org.sipverify.verifier.assembly;

import java.util.Optional;
import java.util.function.Consumer;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.CredentialError;
import org.sipverify.verifier.ForwardingVerifier;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.credentials.Credentials;

/** Rejects credentials without asking a verifier if they contradict themselves, or the call they belong to. */
final class SoundCredentials extends ForwardingVerifier {
    SoundCredentials(Verifier verifier) {
        super(verifier);
    }

    /** What it rejects is answered at once, on the calling thread. */
    @Override
    public Question verify(Credentials credentials, CallContext call, Consumer<Verification> then) {
        var error = extensions(credentials).or(() -> evidence(credentials)).or(() -> dialog(credentials, call));
        if (error.isEmpty()) {
            return verifier.verify(credentials, call, then);
        }
        then.accept(error.get().verification());
        return Question.ANSWERED;
    }

    private static Optional<CredentialError> extensions(Credentials credentials) {
        boolean unknown = credentials.passport().asksTooMuch();
        return errorIf(unknown, "PASSPORT_SIG_INVALID", "crit or b64 in the JOSE header is not supported");
    }

    /**
     * The unsigned {@code evd} of {@code P-VVP-Identity} is what verifiers fetch, so anyone who can edit that header
     * would choose the evidence.
     */
    private static Optional<CredentialError> evidence(Credentials credentials) {
        boolean other = credentials
                .passport()
                .evd()
                .filter(signed -> !signed.equals(credentials.evd()))
                .isPresent();
        return errorIf(other, "DOSSIER_INVALID", "evd differs from the signed evd");
    }

    /** The endpoint {@code /verify} does not check these claims, so the token could be used for other calls too. */
    private static Optional<CredentialError> dialog(Credentials credentials, CallContext call) {
        boolean bound = credentials.passport().boundTo(call.callId(), call.cseq());
        return errorIf(!bound, "DIALOG_MISMATCH", "call-id or cseq of the passport is not the call's");
    }

    private static Optional<CredentialError> errorIf(boolean bad, String code, String message) {
        return bad ? Optional.of(new CredentialError(code, message, false)) : Optional.empty();
    }
}
