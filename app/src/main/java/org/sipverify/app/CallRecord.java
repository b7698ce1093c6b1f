package org.sipverify.app;

import java.time.Duration;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.policy.Ruling;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.IncomingCall;
import org.sipverify.vcon.record.CallNotes;

/** What is written down about one call. */
final class CallRecord {
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

    /** The call is decided; what is written down is what its caller was sent. */
    void concluded(Finding finding, Ruling ruling, Delivery delivery) {
        if (delivery.kind() == Delivery.Kind.TOO_LATE) {
            cancelled();
            return;
        }
        var took = call.age();
        var status = finding.status().isEmpty() ? finding.outcome().name() : finding.status();
        var brand = finding.brand().name().isEmpty() ? "none" : finding.brand().name();
        var response = new Response(ruling, delivery);
        LOG.info(
                "Verification complete: call_id={}, status={}, brand={}, decision={}, time_ms={}",
                call.invite().callId(),
                status,
                brand,
                response.decision(),
                milliseconds(took));
        if (!ruling.refused().isEmpty()) {
            LOG.warn("rule {}: left out {}: a value holds a control character", ruling.rule(), ruling.refused());
        }
        audit.answered(call.invite(), parties, finding, response, took);
        meters.answered(finding, response, took);
        notes.ifPresent(it -> it.answered(finding.verdict(judge), response.noted()));
    }

    void cancelled() {
        var took = call.age();
        LOG.info("Call cancelled: call_id={}, time_ms={}", call.invite().callId(), milliseconds(took));
        audit.cancelled(call.invite(), parties, took);
        notes.ifPresent(CallNotes::cancelled);
    }

    /** What is done when the call is over; it holds nothing of the call but the notes. */
    Runnable atEnd() {
        return notes.<Runnable>map(it -> it::close).orElse(() -> {});
    }

    /** With one decimal. */
    private static String milliseconds(Duration duration) {
        var tenths = (duration.toNanos() + 50_000) / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
