package org.sipverify.vcon.content;

import java.util.Optional;
import org.sipverify.vcon.content.RecordedLeg.Passed;
import org.sipverify.vcon.sip.SipText;

/** The attachments that are messages, or parts of messages. */
final class MessageAttachments {
    private final Attachments list;
    private final ShownHeaders headers;

    MessageAttachments(Attachments list, ShownHeaders headers) {
        this.list = list;
        this.headers = headers;
    }

    /** Provisional responses are in the trace only. */
    void add(RecordedLeg leg) {
        var callId = leg.invite().text().callId();
        for (var passed : leg.messages()) {
            var text = passed.text();
            if (WholeMessage.is(text, callId)) {
                purpose(text).ifPresent(purpose -> whole(purpose, passed, leg.peer()));
            }
            sdp(passed, leg.peer());
        }
        headers(leg.invite());
        leg.answer().ifPresent(this::headers);
    }

    private static Optional<Purpose> purpose(SipText text) {
        if (text.isRequest()) {
            return Purpose.ofRequest(text.method());
        }
        return text.status() >= 200 ? Optional.of(Purpose.SIP_RESPONSE) : Optional.empty();
    }

    private void whole(Purpose purpose, Passed passed, int peer) {
        if (list.wants(purpose)) {
            list.message(
                    purpose,
                    passed.time(),
                    sender(passed, peer),
                    WireText.of(passed.text().bytes(), 0));
        }
    }

    private void sdp(Passed passed, int peer) {
        var text = passed.text();
        var type = text.first("Content-Type").orElse("").split(";", 2)[0].strip();
        if (type.equalsIgnoreCase("application/sdp") && text.bodyStart() < text.bytes().length) {
            var body = WireText.of(text.bytes(), text.bodyStart());
            list.body(Purpose.SIP_SDP, passed.time(), sender(passed, peer), "application/sdp", body);
        }
    }

    private void headers(Passed passed) {
        if (list.wants(Purpose.SIP_HEADERS)) {
            list.json(Purpose.SIP_HEADERS, passed.time(), PartyList.SERVER, headers.of(passed.text()));
        }
    }

    private static int sender(Passed passed, int peer) {
        return passed.isReceived() ? peer : PartyList.SERVER;
    }
}
