package org.sipverify.app;

import java.util.Optional;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.Invite;
import org.sipverify.vcon.call.IncomingInvite;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.record.CallNotes;
import org.sipverify.vcon.record.VconExporter;

/** Opens the record of each call: the log line, the audit line, the figures and the vCon. */
final class CallRecords {
    private final Audit audit;
    private final Meters meters;
    private final Optional<VconExporter> vcons;
    private final String judge;

    /**
     * Opens nothing yet.
     *
     * @param judge who verifies: a URL or this server's name
     */
    CallRecords(Audit audit, Meters meters, Optional<VconExporter> vcons, String judge) {
        this.audit = audit;
        this.meters = meters;
        this.vcons = vcons;
        this.judge = judge;
    }

    CallRecord open(IncomingCall call, Parties parties) {
        return new CallRecord(call, parties, audit, meters, notes(call.invite(), parties), judge);
    }

    private Optional<CallNotes> notes(Invite invite, Parties parties) {
        return vcons.map(exporter -> exporter.open(IncomingInvite.of(
                invite.callId(),
                invite.receivedAt(),
                invite.transport().name(),
                source(invite),
                new Person(tel(parties.orig()), parties.callerUri(invite)),
                new Person(tel(parties.dest()), parties.calleeUri(invite)),
                invite.message())));
    }

    private static String source(Invite invite) {
        var address = Parties.source(invite);
        var host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return host + ":" + invite.source().getPort();
    }

    private static String tel(String user) {
        return Parties.isNumber(user) ? user : "";
    }
}
