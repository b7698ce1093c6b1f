package org.sipverify.vcon.read;

import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The messages of one leg.
 *
 * @param server index of the party that kept it
 */
public record Trace(int dialog, int server, String callId, List<Message> messages) {

    static Trace of(Attachment attachment) {
        return new Trace(
                attachment.dialog(),
                attachment.party(),
                attachment.body().path("call_id").asText(""),
                StreamSupport.stream(attachment.body().path("messages").spliterator(), false)
                        .map(Message::of)
                        .toList());
    }

    static boolean isOne(Attachment attachment) {
        return attachment.purpose().equals("sip-message-trace")
                && attachment.body().path("messages").isArray();
    }
}
