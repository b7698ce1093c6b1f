package org.sipverify.formats.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GlobTest {
    @ParameterizedTest
    @MethodSource
    void matches(Glob glob, String text, boolean expected) {
        assertEquals(expected, glob.matches(text));
    }

    static Stream<Arguments> matches() {
        return Stream.of(
                argumentSet("the same", Glob.of("abc"), "abc", true),
                argumentSet("more", Glob.of("abc"), "abcd", false),
                argumentSet("other case", Glob.of("abc"), "ABC", false),
                argumentSet("any case", Glob.ofAnyCase("aBc"), "AbC", true),
                argumentSet("beginning", Glob.of("ab*"), "ab", true),
                argumentSet("end", Glob.of("*.example"), "a.example", true),
                argumentSet("both", Glob.of("a*b"), "ab", true),
                argumentSet("both in one", Glob.of("ab*ba"), "aba", false),
                argumentSet("in order", Glob.of("*b*c*"), "abxcd", true),
                argumentSet("out of order", Glob.of("*c*b*"), "abxcd", false),
                argumentSet("nothing", Glob.of(""), "", true),
                argumentSet("anything", Glob.of("*"), "", true));
    }

    @ParameterizedTest
    @MethodSource
    void includes(Glob wider, Glob narrower, boolean expected) {
        assertEquals(expected, wider.includes(narrower));
    }

    static Stream<Arguments> includes() {
        return Stream.of(
                argumentSet("itself", Glob.of("a*b"), Glob.of("a*b"), true),
                argumentSet("one text", Glob.of("a*"), Glob.of("abc"), true),
                argumentSet("a longer beginning", Glob.of("a*"), Glob.of("ab*"), true),
                argumentSet("a shorter beginning", Glob.of("ab*"), Glob.of("a*"), false),
                argumentSet("a star where there is none", Glob.of("ab"), Glob.of("a*"), false),
                argumentSet("any case within one case", Glob.of("a*"), Glob.ofAnyCase("ab"), false),
                argumentSet("one case within any case", Glob.ofAnyCase("A*"), Glob.of("ab"), true));
    }
}
