package org.sipverify.sip.sips;

import java.util.List;
import java.util.Optional;
import org.sipverify.sip.Headers;
import org.sipverify.sip.digest.Authenticator.Proof;
import org.sipverify.sip.tls.TlsReport;

/**
 * What a probe found out.
 *
 * @param answer the final response to its request; absent where there was none
 * @param problem why it has none, or none that counts; absent where nothing went wrong but the answer
 * @param proof how challenges were answered
 * @param tls what the server showed; absent where the probe did not come so far
 * @param details what only this kind of probe finds out
 */
public record ProbeResult(
        String callId,
        Optional<Answer> answer,
        Optional<Problem> problem,
        Authentication proof,
        Optional<TlsReport> tls,
        ProbeDetails details) {

    /**
     * A response.
     *
     * @param headers under their long names
     * @param millis from the request, in its last form, to this response
     */
    public record Answer(int status, String reason, Headers headers, long millis) {
        static Answer of(Incoming response, long millis) {
            return new Answer(response.status(), response.reason(), response.headers(), millis);
        }

        /** Whether it is a 2xx. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * What went wrong.
     *
     * @param advice a sentence that says what to do; on one line
     */
    public record Problem(ProbeError error, String advice) {}

    /**
     * How challenges were answered.
     *
     * @param challenges that came, of all requests
     * @param proofs those in force at the end, one for each realm
     */
    public record Authentication(int challenges, List<Proof> proofs) {
        static final Authentication NONE = new Authentication(0, List.of());

        /** Keeps its own list. */
        public Authentication {
            proofs = List.copyOf(proofs);
        }
    }

    /** Whether the request was answered by a 2xx, and nothing went wrong afterwards. */
    public boolean isSuccess() {
        return problem.isEmpty() && answer.map(Answer::isSuccess).orElse(false);
    }

    /** In one word: {@code success}, the name of the error, or {@code rejected} for another answer than a 2xx. */
    public String outcome() {
        return isSuccess() ? "success" : problem.map(it -> it.error().text()).orElse("rejected");
    }
}
