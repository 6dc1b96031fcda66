import { expect, it } from 'vitest';
import { describeDevice, importGpuJs } from './device.js';
import type { GpuJs } from './gpu-js.js';

class WebGL2Kernel {}

const withRenderer = (renderer: string): GpuJs =>
  ({
    Kernel: WebGL2Kernel,
    context: { getExtension: () => ({}), getParameter: () => renderer },
  }) as unknown as GpuJs;

it.each([
  ['NVIDIA H100', true],
  ['ANGLE (AMD, Radeon RX 7900, OpenGL 4.6)', true],
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', false],
  ['llvmpipe (LLVM 15.0.6, 256 bits)', false],
])('%s: real = %s', (renderer, isHardware) => {
  expect(describeDevice(withRenderer(renderer))).toEqual({ mode: 'webgl2', name: renderer, isHardware });
});

it('a missing package is named, with the fallback', async () => {
  await expect(importGpuJs('gpu.js-that-is-not-there')).rejects.toMatchObject({
    code: 'UNSUPPORTED_PLATFORM',
    data: { missing: 'gpu.js' },
  });
});
