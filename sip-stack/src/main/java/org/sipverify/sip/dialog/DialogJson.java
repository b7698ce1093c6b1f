package org.sipverify.sip.dialog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.sip.transport.Transport;

/** A dialog as JSON. Reading accepts what writing makes and nothing else: no name may lack, and none be added. */
public final class DialogJson {
    /** As UTF-8 on one line. */
    public static byte[] write(Dialog dialog) {
        var json = StrictJson.newObject();
        json.put("callId", dialog.id().callId());
        json.put("localTag", dialog.id().localTag());
        json.put("remoteTag", dialog.id().remoteTag());
        json.put("state", dialog.state().name());
        write(json.putObject("local"), dialog.local());
        write(json.putObject("remote"), dialog.remote());
        var routing = json.putObject("routing");
        routing.put("target", dialog.routing().target());
        var routes = routing.putArray("routes");
        dialog.routing().routes().forEach(routes::add);
        routing.put("secure", dialog.routing().secure());
        var connection = json.putObject("connection");
        connection.put("transport", dialog.connection().transport().name());
        var identities = connection.putArray("tlsIdentities");
        dialog.connection().tlsIdentities().forEach(identities::add);
        return StrictJson.bytes(json);
    }

    private static void write(ObjectNode json, Dialog.Party party) {
        json.put("address", party.address());
        party.cseq().ifPresentOrElse(number -> json.put("cseq", number), () -> json.putNull("cseq"));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedJsonException when it is anything else
     */
    public static Dialog read(byte[] utf8) throws MalformedJsonException {
        var json = StrictJson.object(utf8);
        require(json, Set.of("callId", "localTag", "remoteTag", "state", "local", "remote", "routing", "connection"));
        var routing = object(json, "routing", Set.of("target", "routes", "secure"));
        var connection = object(json, "connection", Set.of("transport", "tlsIdentities"));
        try {
            return new Dialog(
                    new Dialog.Id(text(json, "callId"), text(json, "localTag"), text(json, "remoteTag")),
                    Dialog.State.valueOf(text(json, "state")),
                    party(json, "local"),
                    party(json, "remote"),
                    new Routing(text(routing, "target"), texts(routing, "routes"), truth(routing, "secure")),
                    new Dialog.Connection(
                            Transport.valueOf(text(connection, "transport")), texts(connection, "tlsIdentities")));
        } catch (IllegalArgumentException e) {
            throw new MalformedJsonException("not a dialog: " + e.getMessage());
        }
    }

    private static Dialog.Party party(ObjectNode json, String name) throws MalformedJsonException {
        var party = object(json, name, Set.of("address", "cseq"));
        var number = party.path("cseq");
        if (!number.isNull() && !(number.isInt() && number.intValue() >= 0)) {
            throw wrong("cseq", "null or a sequence number");
        }
        return new Dialog.Party(
                text(party, "address"), number.isNull() ? OptionalInt.empty() : OptionalInt.of(number.intValue()));
    }

    private static void require(ObjectNode json, Set<String> names) throws MalformedJsonException {
        var found = new HashSet<String>();
        json.fieldNames().forEachRemaining(found::add);
        if (!found.equals(names)) {
            throw new MalformedJsonException(
                    "not a dialog: its names must be " + names.stream().sorted().toList());
        }
    }

    private static ObjectNode object(ObjectNode json, String name, Set<String> names) throws MalformedJsonException {
        if (json.path(name) instanceof ObjectNode object) {
            require(object, names);
            return object;
        }
        throw wrong(name, "an object");
    }

    private static String text(ObjectNode json, String name) throws MalformedJsonException {
        return text(json.path(name), name);
    }

    private static String text(JsonNode node, String name) throws MalformedJsonException {
        if (!node.isTextual()) {
            throw wrong(name, "text");
        }
        return node.textValue();
    }

    private static boolean truth(ObjectNode json, String name) throws MalformedJsonException {
        if (!json.path(name).isBoolean()) {
            throw wrong(name, "true or false");
        }
        return json.path(name).booleanValue();
    }

    private static List<String> texts(ObjectNode json, String name) throws MalformedJsonException {
        if (!json.path(name).isArray()) {
            throw wrong(name, "a list");
        }
        var texts = new ArrayList<String>();
        for (var each : json.path(name)) {
            texts.add(text(each, name));
        }
        return texts;
    }

    private static MalformedJsonException wrong(String name, String wanted) {
        return new MalformedJsonException("not a dialog: " + name + " must be " + wanted);
    }

    private DialogJson() {}
}
