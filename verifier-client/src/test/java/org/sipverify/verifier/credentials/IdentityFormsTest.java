package org.sipverify.verifier.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.sipverify.verifier.Samples.CLAIMS;
import static org.sipverify.verifier.Samples.JOSE;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.KID;
import static org.sipverify.verifier.Samples.OTHER_JWT;
import static org.sipverify.verifier.Samples.SHAKEN;
import static org.sipverify.verifier.Samples.identity;
import static org.sipverify.verifier.Samples.jwt;
import static org.sipverify.verifier.Samples.read;
import static org.sipverify.verifier.Samples.standard;
import static org.sipverify.verifier.Samples.url;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of Identity seen in the wild; each must give the same token. */
class IdentityFormsTest {
    @ParameterizedTest
    @MethodSource
    void areAllRead(String line) throws Exception {
        var credentials = read(line).orElseThrow();

        assertEquals(JWT, credentials.passport().text());
        assertEquals(KID, credentials.kid());
    }

    static Stream<Arguments> areAllRead() {
        return Stream.of(
                argumentSet("RFC 8224", "Identity:" + JWT + ";info=<" + KID + ">;alg=EdDSA;ppt=vvp"),
                argumentSet(
                        "description: wrapped twice", "Identity:<" + url(JWT) + ">;info=" + KID + ";alg=EdDSA;ppt=vvp"),
                argumentSet("netcat sample: padding, newline", "Identity:<" + standard(JWT + "\n") + ">;info=" + KID),
                argumentSet("wrapped without brackets", "Identity:" + url(JWT) + ";info=" + KID),
                argumentSet("brackets, no wrapping", "Identity:<" + JWT + ">;info=<" + KID + ">"),
                argumentSet("quoted info", "Identity:" + JWT + ";info=\"" + KID + "\";ppt=\"vvp\""),
                argumentSet(
                        "percent-encoded info",
                        "Identity:" + JWT + ";info=" + KID.replace(":", "%3A").replace("/", "%2F")),
                argumentSet("spaces", "Identity:  " + JWT + " ; info = <" + KID + "> ; ppt = vvp "),
                argumentSet("token alone", "Identity:" + JWT),
                argumentSet("only ppt", "Identity:" + JWT + ";ppt=vvp"),
                argumentSet("alg=es256 although EdDSA", "Identity:" + JWT + ";alg=es256;ppt=vvp"),
                argumentSet("ppt=shaken although vvp", "Identity:" + JWT + ";ppt=shaken"),
                argumentSet("upper-case names", "Identity:" + JWT + ";INFO=<" + KID + ">;PPT=VVP"),
                argumentSet("comma in a bare info", "Identity:" + JWT + ";info=https://a.example/b,c,d.e.f/g;ppt=vvp"),
                argumentSet("compact name", "y:" + identity(JWT)),
                argumentSet("folded", "Identity:" + JWT + "\r\n ;info=<" + KID + ">\r\n\t;ppt=vvp"),
                argumentSet("merged, shaken first", "Identity:" + SHAKEN + "," + identity(JWT)),
                argumentSet("merged, shaken last", "Identity:" + identity(JWT) + ", " + SHAKEN),
                argumentSet("merged, in brackets", "Identity:" + SHAKEN + ", <" + JWT + ">;ppt=vvp"));
    }

    @Test
    void infoServesWhereTheTokenHasNoKid() throws Exception {
        var anonymous = jwt(JOSE.replace("kid", "key"), CLAIMS);

        var info = "https://a.example/b,c";

        assertEquals(
                info,
                read("Identity:" + anonymous + ";info=" + info + ";ppt=vvp")
                        .orElseThrow()
                        .kid());
    }

    @Test
    void ofTwoLinesTheVvpOneCounts() throws Exception {
        assertEquals(
                JWT,
                read("Identity:" + SHAKEN, "Identity:" + identity(JWT))
                        .orElseThrow()
                        .passport()
                        .text());
    }

    @Test
    void ofTwoVvpValuesTheFirstCounts() throws Exception {
        assertEquals(
                JWT,
                read("Identity:" + identity(JWT) + "," + identity(OTHER_JWT))
                        .orElseThrow()
                        .passport()
                        .text());
    }
}
