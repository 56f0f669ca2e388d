import type { Box } from './box';

/** What Linux says of the machine. The disk is the one that carries the root file system, or the volume below it. */
export async function readHardware(box: Box): Promise<{
  cores: number;
  memoryMb: number;
  diskGb: number;
  cpuFlags: readonly string[];
  architecture: string;
  spinningDisk: boolean;
}> {
  const cpu = box.read('/proc/cpuinfo') ?? '';
  const memory = /^MemTotal:\s+(\d+) kB/m.exec(box.read('/proc/meminfo') ?? '')?.[1];
  const disk = await box.run('findmnt', ['--noheadings', '--bytes', '--output', 'SIZE', '--target', '/']);
  const rotational = await box.run('lsblk', ['--noheadings', '--nodeps', '--output', 'ROTA']);
  return {
    cores: (cpu.match(/^processor\s*:/gm) ?? []).length,
    memoryMb: Math.round(Number(memory ?? 0) / 1024),
    diskGb: Math.round(Number(disk.out.trim()) / 1e9),
    cpuFlags: (/^flags\s*:\s*(.*)$/m.exec(cpu)?.[1] ?? '').split(' ').filter(Boolean),
    architecture: (await box.run('uname', ['-m'])).out.trim(),
    spinningDisk: rotational.out.trim().split(/\s+/).includes('1'),
  };
}
