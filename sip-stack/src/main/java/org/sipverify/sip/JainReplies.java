package org.sipverify.sip;

import java.security.SecureRandom;
import java.util.HexFormat;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.sip.admission.Thrift;
import org.sipverify.sip.transport.Transport;

/** Sends responses. What cannot be sent is the network's failure: logged, and the call lives on without it. */
final class JainReplies {
    private static final Logger LOG = LogManager.getLogger();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JainMessages messages;
    private final Thrift thrift;
    private final SipMeter meter;
    private final int maxUdpAnswer;

    JainReplies(JainMessages messages, Thrift thrift, SipMeter meter, int maxUdpAnswer) {
        this.messages = messages;
        this.thrift = thrift;
        this.meter = meter;
        this.maxUdpAnswer = maxUdpAnswer;
    }

    /** A tag with 64 random bits (RFC 3261 section 19.3 asks for 32). */
    static String newTag() {
        var bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    void send(ServerTransaction transaction, Answer wanted, String toTag) {
        var request = transaction.getRequest();
        var answer = JainSips.kept(request, wanted);
        var whole = messages.write(request, answer, toTag);
        // Measuring writes the whole message, so it is left for answers from which something could be left out.
        if (answer.expendable().fields().isEmpty()
                || JainMessages.transport(request) != Transport.UDP
                || JainMessages.size(whole) <= maxUdpAnswer) {
            send(transaction, whole);
        } else {
            meter.trimmed();
            send(transaction, messages.write(request, answer.withoutExpendable(), toTag));
        }
    }

    void send(ServerTransaction transaction, int status, String toTag, Headers headers) {
        send(transaction, messages.response(transaction.getRequest(), status, toTag, headers));
    }

    /** Answers a request for which there can be no transaction. */
    void refuse(SipProvider provider, Request request, int status) {
        try {
            provider.sendResponse(messages.response(request, status, newTag(), Headers.NONE));
            meter.response(status);
        } catch (SipException e) {
            LOG.warn("could not send {}: {}", status, e.toString());
        }
    }

    private void send(ServerTransaction transaction, Response response) {
        try (var ignored = thrift.answering(JainMessages.octets(transaction.getRequest()))) {
            transaction.sendResponse(response);
            if (response.getStatusCode() >= Response.OK) {
                meter.response(response.getStatusCode());
            }
        } catch (SipException | InvalidArgumentException e) {
            LOG.warn("could not send {}: {}", response.getStatusCode(), e.toString());
        }
    }
}
