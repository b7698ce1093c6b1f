# syntax=docker/dockerfile:1
# The image runs the same program with the same command as conf/sip-verify.service:
#   docker build -t sip-verify . && docker compose up

FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -q -DskipTests -Dspotless.check.skip=true package

# JDK 21, so that each call has a virtual thread.
FROM eclipse-temurin:21.0.12_8-jre-jammy
RUN groupadd --system --gid 10001 sip-verify \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin sip-verify \
    && install -d -o 10001 -g 10001 -m 0750 /var/log/sip-verify /var/lib/sip-verify
COPY --from=build /src/app/target/sip-verify /opt/sip-verify
# Mount your own over /etc/sip-verify. The link makes "sip-verify check" look at it too, and conf.shipped has the JVM's
# options when yours has no jvm.options.
RUN mv /opt/sip-verify/conf /opt/sip-verify/conf.shipped \
    && cp -r /opt/sip-verify/conf.shipped /etc/sip-verify \
    && ln -s /etc/sip-verify /opt/sip-verify/conf

# For a quick start, see "sip-verify archive". Other options of the JVM may make it useless, never harmful.
RUN /opt/sip-verify/bin/sip-verify archive

# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
# SIP. /health and /metrics stay on the container's loopback (http.host).
EXPOSE 5061/udp 5061/tcp
# The image has no curl; bash asks by itself. SIGTERM drains, see shutdown.drain-timeout.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${VVP_STATUS_HTTP_PORT:-8080} && printf 'GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
STOPSIGNAL SIGTERM
CMD ["/opt/sip-verify/bin/sip-verify", "serve", "--config", "/etc/sip-verify/sip-verify.conf"]
