package org.sipverify.app.server;

import org.sipverify.sip.trace.MessageTrace;
import org.sipverify.sip.trace.TracedMessage;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.record.VconExporter;

/** Shows the vCon exporter the messages of the network. */
final class VconTrace implements MessageTrace {
    private final VconExporter vcons;

    VconTrace(VconExporter vcons) {
        this.vcons = vcons;
    }

    @Override
    public void message(TracedMessage message) {
        var direction =
                switch (message.direction()) {
                    case RECEIVED -> Direction.RECEIVED;
                    case SENT -> Direction.SENT;
                };
        vcons.message(new RecordedMessage(direction, message.time(), message.bytes()));
    }
}
