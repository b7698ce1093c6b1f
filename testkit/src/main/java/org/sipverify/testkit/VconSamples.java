package org.sipverify.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Three vCons that are models of shape: an answered, a redirected and a cancelled call. */
public final class VconSamples {
    public static final List<String> NAMES = List.of("answered-b2bua-call", "redirected-call", "cancelled-call");

    private VconSamples() {}

    /** A sample as it is in its file. */
    public static byte[] bytes(String name) {
        return Vectors.read("vcon/samples/" + name + ".vcon.json");
    }

    /** A sample that may be changed. */
    public static ObjectNode json(String name) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
