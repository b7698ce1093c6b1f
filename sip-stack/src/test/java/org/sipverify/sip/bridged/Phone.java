package org.sipverify.sip.bridged;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sipverify.testkit.UdpPeer;

/** A telephone over UDP that says what a test tells it to, with the fields of its dialog filled in. */
final class Phone implements AutoCloseable {
    static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

    private final UdpPeer peer;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String address;
    private final int serverPort;
    private final int port;
    private String callId = UUID.randomUUID() + "@phone";
    private String remote = "<sip:+14155551234@127.0.0.1>";
    private String local = "\"Alice\" <sip:+15551234567@pbx.example>;tag=" + tag;
    private String target;
    private int cseq = 1;
    private String inviteBranch = "";
    private int inviteNumber = 1;
    private String lastSent = "";
    private String lastAck = "";

    Phone(int serverPort) throws IOException {
        this(serverPort, "127.0.0.1");
    }

    /** At another of this machine's addresses. */
    Phone(int serverPort, String address) throws IOException {
        this.address = address;
        this.peer = new UdpPeer(serverPort, address);
        this.serverPort = serverPort;
        this.port = peer.port();
        this.target = "sip:+14155551234@127.0.0.1:" + serverPort;
    }

    int port() {
        return port;
    }

    String uri() {
        return "sip:bob@" + address + ":" + port();
    }

    /** The INVITE that begins a call. */
    String invite(String body, String... fields) throws IOException {
        inviteBranch = branch();
        var message = request("INVITE", cseq, inviteBranch, body, fields);
        peer.send(message);
        return message;
    }

    /** Another request of the dialog. */
    void send(String method, String body, String... fields) throws IOException {
        cseq++;
        inviteNumber = method.equals("INVITE") ? cseq : inviteNumber;
        inviteBranch = method.equals("INVITE") ? branch() : inviteBranch;
        lastSent = request(method, cseq, method.equals("INVITE") ? inviteBranch : branch(), body, fields);
        peer.send(lastSent);
    }

    String lastSent() {
        return lastSent;
    }

    void again(String message) throws IOException {
        peer.send(message);
    }

    void cancel(String... fields) throws IOException {
        peer.send(request("CANCEL", inviteNumber, inviteBranch, "", fields));
    }

    /** The ACK of the 2xx to the last INVITE. */
    void ack(String body) throws IOException {
        lastAck = request("ACK", cseq, branch(), body);
        peer.send(lastAck);
    }

    /** The same where other requests have followed the INVITE of that number. */
    void ackInvite(int number) throws IOException {
        lastAck = request("ACK", number, branch(), "");
        peer.send(lastAck);
    }

    /** Goes on in the dialog of that response. */
    void within(String response) {
        learn(response);
    }

    String lastAck() {
        return lastAck;
    }

    /** The ACK of another final response. */
    void ackOf(String response) throws IOException {
        var message = request("ACK", inviteNumber, inviteBranch, "");
        peer.send(message.replaceFirst("(?m)^To: [^\r\n]*", "To: " + field(response, "To")));
    }

    /** The next message that begins so; others are passed over. */
    String expect(String start) throws IOException {
        while (true) {
            var message = peer.receive();
            if (message.startsWith(start)) {
                learn(message);
                return message;
            }
        }
    }

    /** The next message, which must begin so. */
    String expectNext(String start) throws IOException {
        var message = peer.receive();
        assertTrue(message.startsWith(start), message);
        learn(message);
        return message;
    }

    boolean isSilentFor(int milliseconds) throws IOException {
        return next(milliseconds).isEmpty();
    }

    /** Any message, if one comes in that time. */
    Optional<String> next(int milliseconds) throws IOException {
        return peer.receiveWithin(milliseconds);
    }

    private void learn(String message) {
        if (message.startsWith("INVITE ") && field(message, "To").indexOf(";tag=") < 0) {
            callId = field(message, "Call-ID");
            remote = field(message, "From");
            local = field(message, "To") + ";tag=" + tag;
        }
        if (message.matches("(?s)SIP/2.0 (1[1-9]|2)[0-9]+ .*")
                && field(message, "CSeq").endsWith("INVITE")) {
            remote = field(message, "To");
        }
        if (message.startsWith("INVITE ") || message.matches("(?s)SIP/2.0 (1[1-9]|2)[0-9]+ .*")) {
            var contact = field(message, "Contact");
            target = contact.isEmpty() ? target : contact.substring(1, contact.indexOf('>'));
        }
    }

    /** Answers a request. */
    void respond(String request, String status, String body, String... fields) throws IOException {
        respondAs(tag, request, status, body, fields);
    }

    /** With no Contact but those that are given. */
    void respondWithoutContact(String request, String status, String... fields) throws IOException {
        peer.send(ended(response(tag, request, status), "", fields));
    }

    /** As {@link #respond}, as another branch of a fork. */
    void respondAs(String ownTag, String request, String status, String body, String... fields) throws IOException {
        var text = response(ownTag, request, status).append("Contact: <sip:bob@");
        text.append(address).append(':').append(port()).append(">\r\n");
        peer.send(ended(text, body, fields));
    }

    private static StringBuilder response(String ownTag, String request, String status) {
        var to = field(request, "To");
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (var name : new String[] {"Via", "From", "Call-ID", "CSeq"}) {
            text.append(name).append(": ").append(field(request, name)).append("\r\n");
        }
        return text.append("To: ")
                .append(to.contains(";tag=") ? to : to + ";tag=" + ownTag)
                .append("\r\n");
    }

    private String request(String method, int number, String branch, String body, String... fields) {
        var text = new StringBuilder(method + " " + target + " SIP/2.0\r\n");
        text.append("Via: SIP/2.0/UDP ")
                .append(address)
                .append(':')
                .append(port())
                .append(";rport;branch=")
                .append(branch)
                .append("\r\n");
        text.append("From: ").append(local).append("\r\n");
        text.append("To: ").append(remote).append("\r\n");
        text.append("Call-ID: ").append(callId).append("\r\n");
        text.append("CSeq: ").append(number).append(' ').append(method).append("\r\n");
        text.append("Max-Forwards: 70\r\n");
        text.append("Contact: <sip:alice@")
                .append(address)
                .append(':')
                .append(port())
                .append(">\r\n");
        return ended(text, body, fields);
    }

    private static String ended(StringBuilder text, String body, String... fields) {
        for (var field : fields) {
            text.append(field).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    private static String branch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    /** The value of the first field of that name; empty where there is none. */
    static String field(String message, String name) {
        var found = Pattern.compile("(?mi)^" + name + ": *([^\r\n]*)").matcher(message);
        return found.find() ? found.group(1) : "";
    }

    static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }

    /** The tag of the other end. */
    String serversTag() {
        return remote.substring(remote.indexOf(";tag=") + 5);
    }

    String tag() {
        return tag;
    }

    String callId() {
        return callId;
    }

    int serverPort() {
        return serverPort;
    }

    @Override
    public void close() {
        peer.close();
    }
}
