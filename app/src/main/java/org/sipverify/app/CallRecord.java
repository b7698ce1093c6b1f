package org.sipverify.app;

import java.time.Duration;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.policy.Decision;
import org.sipverify.policy.Ruling;
import org.sipverify.sip.IncomingCall;
import org.sipverify.vcon.CallNotes;
import org.sipverify.vcon.call.Decided;

/** What is written down about one call. */
final class CallRecord implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger();

    private final IncomingCall call;
    private final Parties parties;
    private final Audit audit;
    private final Meters meters;
    private final Optional<CallNotes> notes;
    private final String judge;

    CallRecord(
            IncomingCall call, Parties parties, Audit audit, Meters meters, Optional<CallNotes> notes, String judge) {
        this.call = call;
        this.parties = parties;
        this.audit = audit;
        this.meters = meters;
        this.notes = notes;
        this.judge = judge;
    }

    /** Whether the call must be turned away because nothing of it can be kept. */
    boolean isRefused() {
        return notes.filter(CallNotes::isRefused).isPresent();
    }

    void answered(Finding finding, Ruling ruling) {
        var took = call.age();
        var status = finding.status().isEmpty() ? finding.outcome().name() : finding.status();
        var brand = finding.brand().name().isEmpty() ? "none" : finding.brand().name();
        LOG.info(
                "Verification complete: call_id={}, status={}, brand={}, decision={}, time_ms={}",
                call.invite().callId(),
                status,
                brand,
                ruling.enforced().action(),
                milliseconds(took));
        if (!ruling.refused().isEmpty()) {
            LOG.warn("rule {}: left out {}: a value holds a control character", ruling.rule(), ruling.refused());
        }
        audit.answered(call.invite(), parties, finding, ruling, took);
        meters.answered(finding, ruling, took);
        notes.ifPresent(it -> it.answered(finding.verdict(judge), decided(ruling)));
    }

    void cancelled() {
        var took = call.age();
        LOG.info("Call cancelled: call_id={}, time_ms={}", call.invite().callId(), milliseconds(took));
        audit.cancelled(call.invite(), parties, took);
        notes.ifPresent(CallNotes::cancelled);
    }

    /** The call is over. */
    @Override
    public void close() {
        notes.ifPresent(CallNotes::close);
    }

    private static Decided decided(Ruling ruling) {
        var enforced = ruling.enforced();
        return new Decided(
                enforced.action(),
                ruling.rule(),
                ruling.observed() ? ruling.decided().action() : "",
                enforced.status(),
                enforced.match(Decision.Redirect::destination, reject -> ""));
    }

    /** With one decimal. */
    private static String milliseconds(Duration duration) {
        var tenths = (duration.toNanos() + 50_000) / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
