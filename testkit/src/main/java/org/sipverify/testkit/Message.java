package org.sipverify.testkit;

import java.util.UUID;

/** A request being written, so that each test says only what is special about its own. */
public final class Message {
    private String method = "INVITE";
    private String uri = "sip:+14155551234@127.0.0.1";
    private String via = "";
    private String branch = "z9hG4bK-" + UUID.randomUUID();
    private String fromTag = "caller";
    private String to = "<sip:+14155551234@127.0.0.1>";
    private String callId = UUID.randomUUID().toString();
    private String extra = "";
    private String maxForwards = "70";

    /** Answered where it was sent from, whatever the port says. */
    public static Message of(String method, int port) {
        var message = new Message();
        message.method = method;
        return message.via("SIP/2.0/UDP 127.0.0.1:" + port + ";rport");
    }

    /** The same message with another method, as CANCEL and ACK are made from their INVITE. */
    public Message as(String other) {
        var copy = copy();
        copy.method = other;
        return copy;
    }

    public Message via(String text) {
        via = text;
        return this;
    }

    public Message uri(String text) {
        uri = text;
        return this;
    }

    public Message branch(String text) {
        var copy = copy();
        copy.branch = text;
        return copy;
    }

    public Message to(String text) {
        to = text;
        return this;
    }

    public Message maxForwards(int hops) {
        maxForwards = Integer.toString(hops);
        return this;
    }

    public Message with(String field) {
        extra += field + "\r\n";
        return this;
    }

    public String callId() {
        return callId;
    }

    /** Whether this is a response of its transaction, or of one that is made from it. */
    public boolean isAnsweredBy(String response) {
        return response.contains(";branch=" + branch);
    }

    private Message copy() {
        var copy = new Message();
        copy.method = method;
        copy.uri = uri;
        copy.via = via;
        copy.branch = branch;
        copy.fromTag = fromTag;
        copy.to = to;
        copy.callId = callId;
        copy.extra = extra;
        copy.maxForwards = maxForwards;
        return copy;
    }

    @Override
    public String toString() {
        var cseqMethod = method;
        return """
                %s %s SIP/2.0
                Via: %s;branch=%s
                Max-Forwards: %s
                From: "+19995550000 sip:+19995550001@x" <sip:+15551234567@127.0.0.1>;tag=%s
                To: %s
                Call-ID: %s
                CSeq: 1 %s
                Contact: <sip:caller@127.0.0.1>
                """.formatted(method, uri, via, branch, maxForwards, fromTag, to, callId, cseqMethod)
                        .replace("\n", "\r\n")
                + extra
                + "Content-Length: 0\r\n\r\n";
    }
}
