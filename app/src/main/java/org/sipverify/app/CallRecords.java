package org.sipverify.app;

import java.time.InstantSource;
import java.util.Optional;
import org.sipverify.sip.Invite;
import org.sipverify.vcon.CallNotes;
import org.sipverify.vcon.Vcon.Party;
import org.sipverify.vcon.VconExporter;

/** Opens the record of each call: the log line, the audit line, the figures and the vCon. */
final class CallRecords {
    private final Audit audit;
    private final Meters meters;
    private final Optional<VconExporter> vcons;
    private final InstantSource clock;

    CallRecords(Audit audit, Meters meters, Optional<VconExporter> vcons, InstantSource clock) {
        this.audit = audit;
        this.meters = meters;
        this.vcons = vcons;
        this.clock = clock;
    }

    CallRecord open(Invite invite, Parties parties) {
        return new CallRecord(invite, parties, audit, meters, notes(invite, parties), clock);
    }

    private Optional<CallNotes> notes(Invite invite, Parties parties) {
        return vcons.map(exporter -> exporter.open(
                invite.callId(),
                invite.receivedAt(),
                Party.person(tel(parties.orig()), parties.callerUri(invite)),
                Party.person(tel(parties.dest()), parties.calleeUri(invite))));
    }

    private static String tel(String user) {
        return Parties.isNumber(user) ? user : "";
    }
}
