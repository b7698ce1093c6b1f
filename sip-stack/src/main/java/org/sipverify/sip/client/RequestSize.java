package org.sipverify.sip.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.sipverify.sip.Headers;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.Wire;

/** How large a request becomes: that decides by which transport it may go, before its wire is known. */
final class RequestSize {
    private static final Flow LONGEST =
            new Flow(Transport.UDP, new Nowhere(), "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535");
    private static final String BRANCH = "z9hG4bK" + "0".repeat(32);

    /** Octets of the request without credentials, over whichever wire it goes. */
    static int longest(OutboundRequest request) {
        return new SentMessage(request, LONGEST, BRANCH, request.ids().cseq(), Headers.NONE).bytes().length;
    }

    /** Nothing is sent on it. */
    private static final class Nowhere implements Wire {
        private static final InetSocketAddress ADDRESS = new InetSocketAddress(0);

        @Override
        public InetSocketAddress remote() {
            return ADDRESS;
        }

        @Override
        public InetSocketAddress local() {
            return ADDRESS;
        }

        @Override
        public void send(byte[] message) throws IOException {
            throw new IOException("this wire leads nowhere");
        }

        @Override
        public void handled() {}
    }

    private RequestSize() {}
}
