package org.sipverify.app.call;

import java.util.Optional;
import org.sipverify.app.ops.Metrics;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.Invite;
import org.sipverify.vcon.CallNotes;
import org.sipverify.vcon.VconExporter;
import org.sipverify.vcon.call.Arrival;
import org.sipverify.vcon.call.Person;

/** Opens the record of each call: the log line, the audit line, the figures and the vCon. */
public final class CallRecords {
    private final AuditLog audit;
    private final Metrics meters;
    private final Optional<VconExporter> vcons;
    private final String judge;

    /**
     * Opens nothing yet.
     *
     * @param judge who verifies: a URL or this server's name
     */
    public CallRecords(AuditLog audit, Metrics meters, Optional<VconExporter> vcons, String judge) {
        this.audit = audit;
        this.meters = meters;
        this.vcons = vcons;
        this.judge = judge;
    }

    public CallRecord open(IncomingCall call, CallParties parties) {
        return new CallRecord(call, parties, audit, meters, notes(call.invite(), parties), judge);
    }

    private Optional<CallNotes> notes(Invite invite, CallParties parties) {
        return vcons.map(exporter -> exporter.open(Arrival.of(
                invite.callId(),
                invite.receivedAt(),
                invite.transport().name(),
                source(invite),
                new Person(tel(parties.orig()), parties.callerUri(invite)),
                new Person(tel(parties.dest()), parties.calleeUri(invite)),
                invite.message())));
    }

    private static String source(Invite invite) {
        var address = CallParties.source(invite);
        var host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return host + ":" + invite.source().getPort();
    }

    private static String tel(String user) {
        return CallParties.isNumber(user) ? user : "";
    }
}
