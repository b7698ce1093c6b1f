package org.sipverify.app.config;

/** The configuration, and what it means. */
public record Loaded(Configuration configuration, Settings settings) {}
