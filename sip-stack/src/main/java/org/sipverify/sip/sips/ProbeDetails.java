package org.sipverify.sip.sips;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sipverify.sip.sips.ProbeResult.Answer;

/** What only one kind of probe finds out. */
public sealed interface ProbeDetails {
    /** Of OPTIONS: nothing besides the answer. */
    record None() implements ProbeDetails {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.none().apply(this);
        }
    }

    /**
     * Of REGISTER.
     *
     * @param bindings of the address, as the registrar lists them
     * @param removal the answer to the request that took the registration back; absent where there was none
     */
    record Registration(List<Binding> bindings, Optional<Answer> removal) implements ProbeDetails {
        /**
         * Where calls of an address go.
         *
         * @param contact its URI
         * @param expires in seconds; -1 where the registrar does not say
         */
        public record Binding(String contact, long expires) {}

        /** Keeps its own list. */
        public Registration {
            bindings = List.copyOf(bindings);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.registration().apply(this);
        }
    }

    /**
     * Of INVITE.
     *
     * @param provisional in their order; the time of each from the INVITE
     * @param media of the answer, by its lines
     * @param ending the answer to the BYE or CANCEL; absent where there was none
     */
    record Call(List<Answer> provisional, List<Media> media, Optional<Answer> ending) implements ProbeDetails {
        /**
         * A media line of SDP.
         *
         * @param port 0 where the medium is rejected
         * @param direction sendrecv, sendonly, recvonly or inactive
         */
        public record Media(String type, int port, String protocol, List<String> formats, String direction) {}

        /** Keeps its own lists. */
        public Call {
            provisional = List.copyOf(provisional);
            media = List.copyOf(media);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.call().apply(this);
        }
    }

    /**
     * Of SUBSCRIBE.
     *
     * @param state of the first NOTIFY: the value of Subscription-State; empty where there was none
     * @param fields what its body says, in its order
     * @param removal the answer to the request that took the subscription back; absent where there was none
     */
    record Notification(String state, List<Field> fields, Optional<Answer> removal) implements ProbeDetails {
        /** A name and its value. */
        public record Field(String name, String value) {}

        /** Keeps its own list. */
        public Notification {
            fields = List.copyOf(fields);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notification().apply(this);
        }
    }

    /** What is done with each kind. */
    record Cases<T>(
            Function<None, T> none,
            Function<Registration, T> registration,
            Function<Call, T> call,
            Function<Notification, T> notification) {}

    /** Does it with this one. */
    <T> T match(Cases<T> cases);
}
