package org.sipverify.sip.sips;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.sips.ProbeResult.Answer;
import org.sipverify.sip.sips.ProbeResult.Authentication;
import org.sipverify.sip.sips.ProbeResult.Problem;
import org.sipverify.sip.tls.TlsReport;

/** What is found out while a probe runs; filled by its thread alone. */
final class Findings {
    final String callId = Talk.word(16);

    @Nullable
    Answer answer;

    @Nullable
    Problem problem;

    Authentication proof = Authentication.NONE;
    Optional<TlsReport> tls = Optional.empty();
    ProbeDetails details = new ProbeDetails.None();

    /** Of several problems the first is the cause. */
    void failed(ProbeFailedException why) {
        if (problem == null) {
            problem = new Problem(why.error(), why.advice());
        }
    }

    ProbeResult result() {
        return new ProbeResult(callId, Optional.ofNullable(answer), Optional.ofNullable(problem), proof, tls, details);
    }
}
