/** Texts of each language as deployments have them, the same on every run: about a megabyte of JSON, YAML and TOML, less of the others. */
export function configTexts() {
  return {
    json: many(12, (i) => ({ path: `p${i}/package-lock.json`, text: lockFile(i, 400) })),
    yaml: [
      ...many(60, (i) => ({ path: `p${i}/.github/workflows/ci.yml`, text: workflow(i, 8) })),
      ...many(60, (i) => ({ path: `p${i}/k8s/app.yaml`, text: manifests(i, 5) })),
    ],
    toml: many(30, (i) => ({ path: `p${i}/config.toml`, text: tables(i, 120) })),
    dotenv: many(40, (i) => ({
      path: `p${i}/.env`,
      text: lines(120, (n) => `${n % 4 === 0 ? '# ' : ''}KEY_${n}_${i}="value ${n}" # why`),
    })),
    ini: many(40, (i) => ({
      path: `p${i}/setup.ini`,
      text: lines(120, (n) => (n % 8 === 0 ? `[section ${n}]` : `key.${n} = value ${i} of ${n}`)),
    })),
    properties: many(40, (i) => ({
      path: `p${i}/a.properties`,
      text: lines(120, (n) => `server.port.${n}=80${i}\\u0041`),
    })),
    gitignore: many(40, (i) => ({
      path: `p${i}/.gitignore`,
      text: lines(80, (n) => `${n % 9 === 0 ? '!' : ''}build/${n}/**/*.${i}`),
    })),
    dockerfile: many(60, (i) => ({ path: `p${i}/Dockerfile`, text: dockerfile(i, 6) })),
    nginx: many(40, (i) => ({ path: `p${i}/nginx.conf`, text: nginx(i, 20) })),
    hcl: many(20, (i) => ({ path: `p${i}/main.tf`, text: terraform(i, 30) })),
    xml: many(20, (i) => ({ path: `p${i}/pom.xml`, text: pom(i, 60) })),
    markdown: many(20, (i) => ({ path: `p${i}/README.md`, text: readme(i, 40) })),
    'yarn-lock': many(8, (i) => ({
      path: `p${i}/yarn.lock`,
      text: lines(
        300,
        (n) => `"pkg-${n}@^${i}.0.0":\n  version "${i}.${n}.0"\n  dependencies:\n    dep-${n} "^1.0.0"\n`,
      ),
    })),
  };
}

function many(count, make) {
  return Array.from({ length: count }, (_, i) => make(i));
}

function lines(count, make) {
  return `${many(count, make).join('\n')}\n`;
}

function lockFile(seed, count) {
  const packages = many(count, (n) => [
    `node_modules/@scope-${n % 9}/package-${n}`,
    {
      version: `${seed}.${n}.1`,
      resolved: `https://registry.npmjs.org/@scope-${n % 9}/package-${n}/-/package-${n}-${seed}.${n}.1.tgz`,
      integrity: `sha512-${'a1B2c3D4'.repeat(10)}==`,
      dev: n % 3 === 0,
      dependencies: { [`package-${n + 1}`]: '^1.2.3', [`package-${n + 2}`]: '~2.0.0' },
      engines: { node: '>= 18' },
    },
  ]);
  return JSON.stringify({ name: `app-${seed}`, lockfileVersion: 3, packages: Object.fromEntries(packages) }, null, 2);
}

function workflow(seed, jobs) {
  const job = (n) => `  job-${n}:
    name: "Job ${n} of ${seed}"
    needs: [job-${n - 1}]
    runs-on: \${{ matrix.os }}
    strategy:
      matrix: { os: [ubuntu-latest, windows-latest], node: [20, 22] }
    permissions:
      contents: read # no more
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
        with: { persist-credentials: false }
      - name: Build and test
        if: github.event_name == 'push'
        run: |
          npm ci
          npm run build -- --mode=production
          npm test
        env:
          TOKEN: \${{ secrets.TOKEN }}
`;
  return `name: CI ${seed}\non:\n  push: { branches: [main] }\n  pull_request:\njobs:\n${many(jobs, job).join('')}`;
}

function manifests(seed, count) {
  const one = (n) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${seed}-${n}
  labels: { app: "app-${n}" }
spec:
  replicas: ${n}
  template:
    spec:
      securityContext:
        runAsNonRoot: true
      containers:
        - name: main
          image: registry.example.com/app-${n}:1.${seed}
          args: ["--port", "8080"]
          resources:
            limits: { cpu: 500m, memory: 256Mi }
          env:
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef: { name: db, key: url }
`;
  return many(count, one).join('---\n');
}

function tables(seed, count) {
  const one = (n) => `[functions.f-${seed}-${n}] # why
verify_jwt = ${n % 2 === 0}
import_map = "./functions/f-${n}/deno.json"
static_files = ["./a/*.html", './b/*.txt']
limits = { memory = ${n}, time = 1.5e3, since = 2024-01-01T00:00:00Z }
`;
  return `project_id = "p${seed}"\n\n${many(count, one).join('\n')}`;
}

function dockerfile(seed, stages) {
  const stage = (n) => `FROM node:20.${seed}-alpine AS stage-${n}
ARG VERSION=${n}
ENV NODE_ENV=production PORT=80${n}
WORKDIR /app
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --omit=dev \\
    && npm cache clean --force
USER node
HEALTHCHECK --interval=30s CMD ["node", "health.js"]
CMD ["node", "server.js"]
`;
  return many(stages, stage).join('\n');
}

function nginx(seed, locations) {
  const one = (n) =>
    `    location /path-${n}/ {\n      proxy_pass http://backend-${seed};\n      proxy_set_header Host $host; # why\n    }\n`;
  return `http {\n  server {\n    listen 443 ssl;\n${many(locations, one).join('')}  }\n}\n`;
}

function terraform(seed, resources) {
  const one = (n) => `resource "aws_s3_bucket" "b${n}" {
  bucket = "bucket-${seed}-${n}"
  tags = {
    Name = var.name
    Env  = "prod"
  }
  versioning {
    enabled = true
  }
}
`;
  return many(resources, one).join('\n');
}

function pom(seed, dependencies) {
  const one = (n) =>
    `    <dependency>\n      <groupId>org.example</groupId>\n      <artifactId>a-${n}</artifactId>\n      <version scope="x">${seed}.${n}</version>\n    </dependency>\n`;
  return `<?xml version="1.0"?>\n<project>\n  <dependencies>\n${many(dependencies, one).join('')}  </dependencies>\n</project>\n`;
}

function readme(seed, sections) {
  const one = (n) =>
    `## Section ${n} of ${seed}\n\nSome text with a [link](https://example.com/${n}) and \`code\`.\n\n| Key | Value |\n| --- | ----- |\n| \`A_${n}\` | what it is |\n| B | c |\n`;
  return many(sections, one).join('\n');
}
